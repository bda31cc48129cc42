"""Labels the tokens of paragraphs with parts of speech and roles by a parser, for train-quick's --parsed.

usage: syntax.py PARAGRAPHS.jsonl OUT.jsonl MODEL

MODEL is a spaCy pipeline's name or folder (en_core_web_sm 3.8, MIT). One line of OUT for each line with tokens.
"""
import json
import sys

import spacy
from spacy.tokens import Doc


def main(source, out, model):
    nlp = spacy.load(model, exclude=["ner", "lemmatizer"])

    def documents():
        for line in open(source, encoding="utf-8"):
            row = json.loads(line)
            tokens = row["tokens"]
            words = [row["text"][a:b] for a, b in tokens]
            spaces = [i + 1 < len(tokens) and tokens[i + 1][0] > b for i, (_, b) in enumerate(tokens)]
            if words:
                yield Doc(nlp.vocab, words=words, spaces=spaces)

    with open(out, "w", encoding="utf-8") as file:
        for doc in nlp.pipe(documents(), batch_size=128):
            row = {"tags": [t.tag_ for t in doc], "deps": [t.dep_ for t in doc]}
            file.write(json.dumps(row) + "\n")


if __name__ == "__main__":
    main(*sys.argv[1:4])

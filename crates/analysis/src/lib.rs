//! What the record means: where each party stands, what moved, who offers what for what.

//! Mail: an edition written as messages, and handed to the mail server, to each address once.

use crate::config::{MailList, Security, Smtp};
use crate::{Office, OfficeError, write_whole};
use domain::disclosure::{Audience, Cleared, Edition};
use domain::{Body, EditionId, Hash, ListId, Viewer};
use jiff::Timestamp;
use lettre::address::Envelope;
use lettre::transport::smtp::authentication::Credentials;
use lettre::transport::smtp::client::{Tls, TlsParameters};
use lettre::{Address, SmtpTransport, Transport};
use std::collections::BTreeMap;
use std::path::PathBuf;
use std::time::Duration;
use store::Mail;

/// How long a mail server may take to answer.
const PATIENCE: Duration = Duration::from_secs(30);

/// An edition written as messages.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Written {
    /// The files.
    pub files: Vec<PathBuf>,
}

/// What became of sending an edition.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Posted {
    /// Addresses that the mail server took it for now.
    pub handed: Vec<String>,
    /// Addresses that it had been handed for before.
    pub before: Vec<String>,
    /// Addresses for which an earlier run died between asking and hearing: it may have arrived.
    pub unsure: Vec<String>,
    /// Addresses that the server refused, with its words.
    pub refused: Vec<(String, String)>,
}

impl Office {
    /// Writes an edition as the messages that a list's addresses would get, for a mail program to open.
    ///
    /// # Errors
    /// When it isn't cleared for the list, or a file can't be written.
    pub async fn write_mail(
        &self,
        edition: &EditionId,
        list: &ListId,
        draft: bool,
    ) -> Result<Written, OfficeError> {
        let list = self.config().list(list)?.clone();
        let cleared = self.cleared_for(edition, &list, draft).await?;
        let mut files = Vec::new();
        for address in self.addresses(&list)? {
            let bytes = self.message(&cleared, edition, &list, &address)?;
            let path = self
                .place()
                .mail()
                .join(edition.as_str())
                .join(format!("{}.eml", file_name(&address)));
            write_whole(&path, &bytes)?;
            files.push(path);
        }
        Ok(Written { files })
    }

    /// Hands an edition to the mail server for every address of a list that it wasn't handed for before.
    ///
    /// Before each address an entry says that it is about to be handed, after it that it was. When something dies
    /// in between, the next run reports the address as unsure and leaves it alone unless `again`: no message is
    /// sent twice unasked, and each carries the same Message-ID, by which mail programs know it again.
    ///
    /// # Errors
    /// When it isn't cleared for the list, no mail server is named or it can't be reached.
    pub async fn send(&self, edition: &EditionId, list: &ListId, again: bool) -> Result<Posted, OfficeError> {
        let server = self.config().mail_server(edition)?.clone();
        let list = self.config().list(list)?.clone();
        let cleared = self.cleared_for(edition, &list, false).await?;
        let transport = transport(&server)?;
        let sending = Sending {
            office: self,
            transport,
            server,
            cleared,
            edition: edition.clone(),
            list,
        };
        sending.knock().await?;
        let state: BTreeMap<String, Mail> = self
            .store()
            .mail_state(&Viewer::keeper("the post"), edition, &sending.list.id)
            .await?
            .into_iter()
            .map(|(address, state, _)| (address, state))
            .collect();
        let mut posted = Posted::default();
        for address in self.addresses(&sending.list)? {
            match state.get(&address) {
                Some(Mail::Handed) => posted.before.push(address),
                Some(Mail::Intended) if !again => posted.unsure.push(address),
                _ => sending.hand(address, &mut posted).await?,
            }
        }
        Ok(posted)
    }

    async fn cleared_for(
        &self,
        id: &EditionId,
        list: &MailList,
        draft: bool,
    ) -> Result<Cleared<Edition>, OfficeError> {
        let manuscript = self.manuscript(id)?;
        let audience = Audience {
            name: list.name.clone(),
            marking: list.audience,
            confirmed_only: !draft,
        };
        if list.audience < manuscript.audience {
            return Err(OfficeError::new(
                self.edition_file(id).display().to_string(),
                format!(
                    "is for readers up to {}, the list {} up to {}",
                    manuscript.audience, list.id, list.audience
                ),
                "choose another list, or lower the Audience line and clear it again",
            ));
        }
        let bounds = self.bounds(manuscript.date).await?;
        self.clear(&manuscript, &audience, &bounds)
            .await?
            .map_err(|refusal| {
                OfficeError::new(
                    self.edition_file(id).display().to_string(),
                    refusal.to_string(),
                    "\nmend these lines, or confirm the statements at the desk, and try again",
                )
            })
    }

    fn message(
        &self,
        cleared: &Cleared<Edition>,
        id: &EditionId,
        list: &MailList,
        address: &str,
    ) -> Result<Vec<u8>, OfficeError> {
        // The same for the same edition, list and address, whenever it is sent.
        let key = Hash::of(format!("{id}\n{}\n{address}", list.id).as_bytes()).to_string();
        let host = self
            .config()
            .office
            .address
            .as_deref()
            .and_then(|a| a.rsplit_once('@'))
            .map_or("localhost", |(_, h)| h);
        let message_id = format!("<{id}.{}@{host}>", &key[..20]);
        press::mail(
            &self.imprint(),
            cleared,
            id,
            address,
            &message_id,
            Timestamp::now(),
        )
        .map_err(|error| {
            OfficeError::new(
                format!("list {}", list.id),
                error.to_string(),
                "correct the address or the imprint in office.toml",
            )
        })
    }

    /// A list's addresses, each once, in their order.
    ///
    /// # Errors
    /// When its file can't be read.
    pub fn addresses(&self, list: &MailList) -> Result<Vec<String>, OfficeError> {
        let mut all = list.addresses.clone();
        if let Some(file) = &list.file {
            let bytes = crate::bytes_of(&self.place().dossier().join(file))?;
            let words = String::from_utf8_lossy(&bytes).into_owned();
            all.extend(
                words
                    .lines()
                    .map(|line| line.split('#').next().unwrap_or_default().trim().to_owned()),
            );
        }
        let mut seen = std::collections::HashSet::new();
        all.retain(|address| !address.is_empty() && seen.insert(address.to_lowercase()));
        Ok(all)
    }
}

/// An edition on its way to the addresses of a list.
struct Sending<'o> {
    office: &'o Office,
    transport: SmtpTransport,
    server: Smtp,
    cleared: Cleared<Edition>,
    edition: EditionId,
    list: MailList,
}

impl Sending<'_> {
    /// Whether the mail server answers at all: before it does, nothing is intended for anybody.
    async fn knock(&self) -> Result<(), OfficeError> {
        let transport = self.transport.clone();
        let answer = tokio::task::spawn_blocking(move || transport.test_connection()).await;
        match answer.map_err(|error| OfficeError::new(&self.server.host, error.to_string(), "try again"))? {
            Ok(true) => Ok(()),
            Ok(false) => Err(self.unreachable("it did not answer", 0)),
            Err(error) => Err(self.unreachable(&error, 0)),
        }
    }

    fn unreachable(&self, error: impl std::fmt::Display, done: usize) -> OfficeError {
        OfficeError::new(
            format!("{}:{}", self.server.host, port(&self.server)),
            format!("the mail server can't be reached ({error}); {done} messages were handed over before"),
            "mend the connection and send again: no address gets it twice",
        )
    }

    async fn hand(&self, address: String, posted: &mut Posted) -> Result<(), OfficeError> {
        let Self {
            office,
            cleared,
            edition,
            list,
            ..
        } = self;
        let message = office.message(cleared, edition, list, &address)?;
        let envelope = envelope(
            office.config().office.address.as_deref().unwrap_or_default(),
            &address,
        )?;
        let (edition, list) = (edition.clone(), list.id.clone());
        let intended = Body::MailIntended {
            edition: edition.clone(),
            list: list.clone(),
            address: address.clone(),
        };
        office.store().append(&office.author, vec![intended]).await?;
        let transport = self.transport.clone();
        let sent = tokio::task::spawn_blocking(move || transport.send_raw(&envelope, &message)).await;
        match sent.map_err(|error| OfficeError::new(&self.server.host, error.to_string(), "try again"))? {
            Ok(_) => {
                let handed = Body::MailHanded {
                    edition,
                    list,
                    address: address.clone(),
                };
                office.store().append(&office.author, vec![handed]).await?;
                posted.handed.push(address);
                Ok(())
            }
            // The server answered: this address is refused, the next may not be.
            Err(error) if error.is_permanent() || error.is_transient() => {
                let words = error.to_string();
                let refused = Body::MailRefused {
                    edition,
                    list,
                    address: address.clone(),
                    words: words.clone(),
                };
                office.store().append(&office.author, vec![refused]).await?;
                posted.refused.push((address, words));
                Ok(())
            }
            Err(error) => Err(self.unreachable(&error, posted.handed.len())),
        }
    }
}

fn envelope(from: &str, to: &str) -> Result<Envelope, OfficeError> {
    let address = |words: &str| {
        words.parse::<Address>().map_err(|error| {
            OfficeError::new(
                format!("“{words}”"),
                format!("is not an address ({error})"),
                "correct it in office.toml or in the list's file",
            )
        })
    };
    Envelope::new(Some(address(from)?), vec![address(to)?])
        .map_err(|error| OfficeError::new("the envelope", error.to_string(), "check both addresses"))
}

fn port(server: &Smtp) -> u16 {
    server.port.unwrap_or(match server.security {
        Security::None => 25,
        Security::Starttls => 587,
        Security::Tls => 465,
    })
}

fn transport(server: &Smtp) -> Result<SmtpTransport, OfficeError> {
    let mut builder = SmtpTransport::builder_dangerous(&server.host)
        .port(port(server))
        .timeout(Some(PATIENCE));
    if server.security != Security::None {
        let parameters = TlsParameters::new(server.host.clone()).map_err(|error| {
            OfficeError::new(
                &server.host,
                error.to_string(),
                "check the name of the mail server",
            )
        })?;
        builder = builder.tls(if server.security == Security::Tls {
            Tls::Wrapper(parameters)
        } else {
            Tls::Required(parameters)
        });
    }
    if let Some(user) = &server.user {
        let variable = server.password_env.as_deref().unwrap_or("RAPPORT_SMTP_PASSWORD");
        let password = std::env::var(variable).map_err(|_| {
            OfficeError::new(
                "office.toml",
                format!("[smtp] has a user, and {variable} is not set"),
                format!("set {variable} to the password"),
            )
        })?;
        builder = builder.credentials(Credentials::new(user.clone(), password));
    }
    Ok(builder.build())
}

/// An address as a file's name.
fn file_name(address: &str) -> String {
    address
        .chars()
        .map(|c| {
            if c.is_ascii_alphanumeric() || matches!(c, '.' | '-') {
                c
            } else {
                '_'
            }
        })
        .collect()
}

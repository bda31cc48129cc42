//! Where an office keeps its things: a hidden folder in its dossier, or one that is named.

use crate::OfficeError;
use domain::{DocumentHash, SigningKey};
use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};

/// The folder's name inside a dossier.
pub const HOME: &str = ".rapport";

/// An office's folders and files.
#[derive(Clone, Debug)]
pub struct Place {
    dossier: PathBuf,
    home: PathBuf,
}

impl Place {
    /// The place of the office for `dossier`; its own things go to `home` when that is named.
    ///
    /// # Errors
    /// When `dossier` is not a folder.
    pub fn of(dossier: &Path, home: Option<&Path>) -> Result<Self, OfficeError> {
        let meta = fs::metadata(dossier).map_err(|error| OfficeError::file(dossier, &error))?;
        if !meta.is_dir() {
            return Err(OfficeError::new(
                dossier.display().to_string(),
                "is a file, not a dossier",
                "name the folder that holds the documents, or use `rapport read` for a single file",
            ));
        }
        let home = home.map_or_else(|| dossier.join(HOME), Path::to_owned);
        Ok(Self {
            dossier: dossier.to_owned(),
            home,
        })
    }

    /// The dossier.
    pub fn dossier(&self) -> &Path {
        &self.dossier
    }

    /// The folder of the office's own things.
    pub fn home(&self) -> &Path {
        &self.home
    }

    /// The record's database.
    pub fn record(&self) -> PathBuf {
        self.home.join("record.sqlite")
    }

    /// Where editions lie, as Markdown for people to edit.
    pub fn editions(&self) -> PathBuf {
        self.home.join("editions")
    }

    /// Where the site is built.
    pub fn site(&self) -> PathBuf {
        self.home.join("site")
    }

    /// Where mails are written to be looked at.
    pub fn mail(&self) -> PathBuf {
        self.home.join("mail")
    }

    /// Where a document's bytes lie.
    pub fn document(&self, hash: &DocumentHash) -> PathBuf {
        self.home.join("documents").join(hash.to_string())
    }

    /// Whether an office was made here before.
    pub fn has_office(&self) -> bool {
        self.record().exists()
    }

    /// Makes the folders that are missing.
    ///
    /// # Errors
    /// When they can't be made or written to.
    pub fn prepare(&self) -> Result<(), OfficeError> {
        let documents = self.home.join("documents");
        for folder in [
            &self.home,
            &documents,
            &self.editions(),
            &self.site(),
            &self.mail(),
        ] {
            fs::create_dir_all(folder).map_err(|error| OfficeError::file(folder, &error))?;
        }
        let ignore = self.home.join(".gitignore");
        if !ignore.exists() {
            write_whole(&ignore, b"*\n")?;
        }
        Ok(())
    }

    /// The desk's signing key; made on first use, readable by its owner alone.
    ///
    /// # Errors
    /// When it can't be read or made, or isn't a key.
    pub fn key(&self) -> Result<SigningKey, OfficeError> {
        let path = self.home.join("desk.key");
        match fs::read_to_string(&path) {
            Ok(hex) => {
                let key: domain::Hash = hex.trim().parse().map_err(|_| {
                    OfficeError::new(
                        path.display().to_string(),
                        "is not a desk's key",
                        "bring it back from a backup, or move it away: the desk then signs with a new one",
                    )
                })?;
                Ok(SigningKey::from_bytes(key.as_bytes()))
            }
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => {
                let secret: [u8; 32] = rand::random();
                write_private(&path, domain::Hash::from(secret).to_string().as_bytes())?;
                Ok(SigningKey::from_bytes(&secret))
            }
            Err(error) => Err(OfficeError::file(&path, &error)),
        }
    }
}

/// Writes a file so that it is there whole or not at all, whatever dies: beside its place, flushed, then moved.
///
/// # Errors
/// When the system refuses.
pub fn write_whole(path: &Path, bytes: &[u8]) -> Result<(), OfficeError> {
    write(path, bytes, false)
}

fn write_private(path: &Path, bytes: &[u8]) -> Result<(), OfficeError> {
    write(path, bytes, true)
}

fn write(path: &Path, bytes: &[u8], private: bool) -> Result<(), OfficeError> {
    let failed = |error: std::io::Error| OfficeError::file(path, &error);
    let folder = path.parent().unwrap_or(Path::new("."));
    fs::create_dir_all(folder).map_err(failed)?;
    let name = path
        .file_name()
        .map(|name| name.to_string_lossy().into_owned())
        .unwrap_or_default();
    let beside = folder.join(format!(".{name}.{}.part", std::process::id()));
    let mut options = fs::OpenOptions::new();
    options.write(true).create(true).truncate(true);
    #[cfg(unix)]
    if private {
        std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    }
    let written = (|| {
        let mut file = options.open(&beside)?;
        file.write_all(bytes)?;
        file.sync_all()?;
        fs::rename(&beside, path)?;
        // The move itself is on disk once the folder is.
        fs::File::open(folder)?.sync_all()
    })();
    written.map_err(|error| {
        let _ = fs::remove_file(&beside);
        failed(error)
    })
}

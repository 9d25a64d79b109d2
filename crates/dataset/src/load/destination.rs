//! Where to load: `postgres://user@host:port/database?sslmode=verify-full`.

use super::{Error, passfile};
use gongwen_messages::{Message, message};
use percent_encoding::percent_decode_str;
use std::fmt;
use std::path::PathBuf;
use std::time::Duration;

/// How the connection is protected.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SslMode {
    /// Not at all.
    Disable,
    /// With TLS where the server offers it.
    Prefer,
    /// With TLS; the server's certificate is checked only against a root that is named.
    Require,
    /// With TLS; the certificate must come from a known authority and be for the host.
    VerifyFull,
}

/// A database to load into. Its password is shown nowhere.
#[derive(Clone)]
pub struct Destination {
    pub(super) host: String,
    pub(super) port: u16,
    pub(super) user: String,
    pub(super) database: String,
    pub(super) password: Option<String>,
    pub(super) ssl_mode: SslMode,
    pub(super) tls_root: Option<PathBuf>,
    pub(super) connect_timeout: Duration,
    pub(super) application_name: String,
}

impl fmt::Display for Destination {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let host =
            if self.host.contains(':') { format!("[{}]", self.host) } else { self.host.clone() };
        write!(f, "postgres://{}@{host}:{}/{}", self.user, self.port, self.database)
    }
}

impl fmt::Debug for Destination {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Destination({self}, {:?})", self.ssl_mode)
    }
}

impl Destination {
    /// Reads an address. What it leaves out comes from the variables that PostgreSQL's own programs
    /// know (`PGUSER`, `PGPASSWORD`, `PGPASSFILE` …), asked for through `variable`.
    ///
    /// # Errors
    /// Where it is no address; the message does not repeat it, since it may hold a password.
    pub fn parse(url: &str, variable: &dyn Fn(&str) -> Option<String>) -> Result<Self, Error> {
        let rest = url.strip_prefix("postgres://").or_else(|| url.strip_prefix("postgresql://"));
        let rest = rest.ok_or_else(|| wrong(message!("address.not-postgres")))?;
        let (rest, query) = rest.split_once('?').unwrap_or((rest, ""));
        // A password may hold `/` and `@` though it should not; a host cannot.
        let (credentials, rest) = rest.rsplit_once('@').unwrap_or(("", rest));
        let (place, database) = rest.split_once('/').unwrap_or((rest, ""));
        let (user, password) = match credentials.split_once(':') {
            Some((user, password)) => (user, Some(decoded(password)?)),
            None => (credentials, None),
        };
        let (host, port) = host_and_port(place)?;
        let given = |value: String, name: &str| match value.is_empty() {
            true => variable(name),
            false => Some(value),
        };
        let user = given(decoded(user)?, "PGUSER").or_else(|| variable("USER"));
        let user = user.ok_or_else(|| wrong(message!("address.no-user")))?;
        let database = given(decoded(database)?, "PGDATABASE").unwrap_or_else(|| user.clone());
        let mut target = Self {
            host: given(host, "PGHOST").unwrap_or_else(|| "localhost".to_owned()),
            port: 5432,
            user,
            database,
            password: password.or_else(|| variable("PGPASSWORD")),
            ssl_mode: SslMode::Prefer,
            tls_root: None,
            connect_timeout: Duration::from_secs(15),
            application_name: "gongwen".to_owned(),
        };
        if let Some(port) = port.map(str::to_owned).or_else(|| variable("PGPORT")) {
            target.port = port.parse().map_err(|_| wrong(message!("address.port")))?;
        }
        if let Some(mode) = variable("PGSSLMODE") {
            target.ssl_mode = ssl_mode(&mode)?;
        }
        target.tls_root = variable("PGSSLROOTCERT").map(PathBuf::from);
        for pair in query.split('&').filter(|pair| !pair.is_empty()) {
            target.set(pair)?;
        }
        if target.password.is_none() {
            target.password = target.kept_password(variable)?;
        }
        Ok(target)
    }

    /// The certificates to trust, in PEM, instead of those of the system.
    #[must_use]
    pub fn with_tls_root(mut self, file: impl Into<PathBuf>) -> Self {
        self.tls_root = Some(file.into());
        self
    }

    /// The role that loads.
    #[must_use]
    pub fn user(&self) -> &str {
        &self.user
    }

    fn set(&mut self, pair: &str) -> Result<(), Error> {
        let (name, value) = pair.split_once('=').unwrap_or((pair, ""));
        let value = decoded(value)?;
        match name {
            "sslmode" => self.ssl_mode = ssl_mode(&value)?,
            "sslrootcert" => self.tls_root = Some(value.into()),
            "application_name" => self.application_name = value,
            "host" => self.host = value,
            "connect_timeout" => {
                let seconds = value.parse().map_err(|_| wrong(message!("address.seconds")))?;
                self.connect_timeout = Duration::from_secs(seconds);
            }
            _ => {
                // What is no word may be the end of a password with a `?` in it.
                let is_word = name.bytes().all(|byte| byte.is_ascii_lowercase() || byte == b'_');
                let name = if is_word { name } else { "…" };
                return Err(Error::Address(message!("address.parameter", name)));
            }
        }
        Ok(())
    }

    fn kept_password(
        &self,
        variable: &dyn Fn(&str) -> Option<String>,
    ) -> Result<Option<String>, Error> {
        let in_home = || Some(PathBuf::from(variable("HOME")?).join(".pgpass"));
        let file = variable("PGPASSFILE").map(PathBuf::from).or_else(in_home);
        let Some(file) = file else { return Ok(None) };
        let host = if self.host.starts_with('/') { "localhost" } else { &self.host };
        let port = self.port.to_string();
        passfile::password(&file, [host, &port, &self.database, &self.user])
    }
}

fn wrong(what: Message) -> Error {
    Error::Address(message!("address.wrong", what))
}

fn decoded(text: &str) -> Result<String, Error> {
    let text = percent_decode_str(text).decode_utf8();
    let text = text.map_err(|_| wrong(message!("address.not-utf8")))?;
    if text.contains('\0') { Err(wrong(message!("address.nul"))) } else { Ok(text.into_owned()) }
}

fn host_and_port(place: &str) -> Result<(String, Option<&str>), Error> {
    if place.contains(',') {
        return Err(wrong(message!("address.several")));
    }
    if let Some((host, rest)) = place.strip_prefix('[').and_then(|rest| rest.split_once(']')) {
        return Ok((host.to_owned(), rest.strip_prefix(':')));
    }
    match place.split_once(':') {
        Some((_, port)) if port.contains(':') => Err(wrong(message!("address.ipv6"))),
        Some((host, port)) => Ok((decoded(host)?, Some(port))),
        None => Ok((decoded(place)?, None)),
    }
}

fn ssl_mode(name: &str) -> Result<SslMode, Error> {
    match name {
        "disable" => Ok(SslMode::Disable),
        "allow" | "prefer" => Ok(SslMode::Prefer),
        "require" => Ok(SslMode::Require),
        // Who asks for the authority gets the name checked as well.
        "verify-ca" | "verify-full" => Ok(SslMode::VerifyFull),
        _ => {
            let name = name.escape_debug().to_string();
            Err(Error::Address(message!("address.ssl-mode", name)))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Destination, SslMode};

    fn parse(url: &str) -> Result<Destination, String> {
        let variable = |name: &str| (name == "USER").then(|| "me".to_owned());
        Destination::parse(url, &variable).map_err(|error| error.to_string())
    }

    #[test]
    fn addresses_are_taken_apart() {
        let cases = [
            ("postgres://u@h/d", "postgres://u@h:5432/d"),
            ("postgresql://u:p@h:6543/d", "postgres://u@h:6543/d"),
            ("postgres://u:p%40%2F@h", "postgres://u@h:5432/u"),
            ("postgres://h/d", "postgres://me@h:5432/d"),
            ("postgres:///d", "postgres://me@localhost:5432/d"),
            ("postgres://u@[::1]:7/d", "postgres://u@[::1]:7/d"),
            ("postgres://u@%2Frun%2Fpg/d", "postgres://u@/run/pg:5432/d"),
            ("postgres://u@/d?host=/run/pg", "postgres://u@/run/pg:5432/d"),
            ("postgres://u:p@ss/w@h/d", "postgres://u@h:5432/d"),
        ];
        for (url, expected) in cases {
            assert_eq!(parse(url).map(|target| target.to_string()), Ok(expected.to_owned()));
        }
        let target = parse("postgres://u:p%3Aq@h/d?sslmode=verify-full&connect_timeout=3").unwrap();
        assert_eq!(target.password.as_deref(), Some("p:q"));
        assert_eq!(target.ssl_mode, SslMode::VerifyFull);
        assert_eq!(target.connect_timeout.as_secs(), 3);
    }

    #[test]
    fn no_message_repeats_a_password() {
        let cases = [
            "mysql://u:hunter2@h/d",
            "u:hunter2@h",
            "postgres://u:hunter2%FF@h/d",
            "postgres://u:hunter2@h:x/d",
            "postgres://u:hunter2@h/d?sslmode=maybe",
            "postgres://u:hunter2@h/d?colour=red",
            "postgres://u:hunter2@a,b/d",
            "postgres://u:12?hunter2@h/d",
        ];
        for url in cases {
            let message = parse(url).unwrap_err();
            assert!(!message.contains("hunter2"), "{message}");
        }
        let shown = parse("postgres://u:hunter2@h/d").unwrap();
        assert!(!format!("{shown} {shown:?}").contains("hunter2"));
    }
}

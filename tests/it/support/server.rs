//! A PostgreSQL of the tests' own, on loopback, in a folder that goes with it.

use std::fs;
use std::net::TcpListener;
use std::path::PathBuf;
use std::process::{Command, Stdio};
use std::sync::{Arc, Mutex, Weak};
use std::time::{Duration, Instant};

/// The password of the server's owner. Its odd characters must be found in no message.
pub(crate) const PASSWORD: &str = "pa55:w@rd/?";

/// A running server.
pub(crate) struct Server {
    bin: PathBuf,
    folder: PathBuf,
    pub(crate) port: u16,
    /// Certificates of authorities, where the server speaks TLS: its own, and another one.
    pub(crate) tls: bool,
}

/// The server that the running tests share. Tests that need it are ignored where PostgreSQL is not
/// installed.
pub(crate) fn server() -> Arc<Server> {
    static SHARED: Mutex<Weak<Server>> = Mutex::new(Weak::new());
    let mut shared = SHARED.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
    if let Some(server) = shared.upgrade() {
        return server;
    }
    let bin = super::present::postgres().expect("PostgreSQL is not installed");
    let server = Arc::new(Server::start(bin));
    *shared = Arc::downgrade(&server);
    server
}

impl Server {
    fn start(bin: PathBuf) -> Self {
        let folder = std::env::temp_dir().join(format!("gongwen-pg-{}", std::process::id()));
        let _ = fs::remove_dir_all(&folder);
        fs::create_dir_all(&folder).unwrap();
        let port = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port();
        let mut server = Self { bin, folder, port, tls: false };
        fs::write(server.path("password"), PASSWORD).unwrap();
        server.tls = server.make_certificates();
        server.give_away();
        let data = server.path("data");
        server.run(
            "initdb",
            &["-D", &data, "-U", "app", "-E", "UTF8", "--locale=C", "--no-sync"],
            &["-A", "scram-sha-256", &format!("--pwfile={}", server.path("password"))],
        );
        fs::write(server.path("data/pg_hba.conf"), HBA).unwrap();
        let mut options = format!(
            "-p {port} -c listen_addresses=127.0.0.1 -c unix_socket_directories= -c fsync=off"
        );
        if server.tls {
            let file = |name: &str| server.path(name);
            options += &format!(
                " -c ssl=on -c ssl_cert_file={} -c ssl_key_file={}",
                file("server.pem"),
                file("server.key")
            );
        }
        let log = server.path("log");
        server.run("pg_ctl", &["-D", &data, "-l", &log, "-w", "-o", &options], &["start"]);
        server
    }

    pub(crate) fn path(&self, name: &str) -> String {
        self.folder.join(name).to_str().unwrap().to_owned()
    }

    /// `initdb` refuses to run as root: a user of PostgreSQL, or nobody, does it then.
    fn other_user() -> Option<&'static str> {
        use std::os::unix::fs::MetadataExt;
        let is_root = fs::metadata("/proc/self").is_ok_and(|about| about.uid() == 0);
        let passwd = fs::read_to_string("/etc/passwd").unwrap_or_default();
        let has = |user: &str| passwd.lines().any(|line| line.starts_with(&format!("{user}:")));
        is_root.then(|| if has("postgres") { "postgres" } else { "nobody" })
    }

    fn give_away(&self) {
        if let Some(user) = Self::other_user() {
            let done = Command::new("chown").arg("-R").arg(user).arg(&self.folder).status();
            assert!(done.unwrap().success());
        }
    }

    fn run(&self, program: &str, args: &[&str], more: &[&str]) {
        let program = self.bin.join(program);
        let mut command = match Self::other_user() {
            None => Command::new(&program),
            Some(user) => {
                let mut command = Command::new("runuser");
                command.args(["-u", user, "--"]).arg(&program);
                command
            }
        };
        let log = fs::File::create(self.folder.join("out")).unwrap();
        let errors = log.try_clone().unwrap();
        let done = command
            .args(args)
            .args(more)
            .current_dir(&self.folder)
            .stdin(Stdio::null())
            .stdout(log)
            .stderr(errors)
            .status()
            .unwrap();
        let said = fs::read_to_string(self.folder.join("out")).unwrap_or_default();
        let log = fs::read_to_string(self.folder.join("log")).unwrap_or_default();
        assert!(done.success(), "{}: {said}{log}", program.display());
    }

    /// An authority with a certificate for 127.0.0.1, and a stranger.
    fn make_certificates(&self) -> bool {
        let openssl = |args: &str| {
            let mut command = Command::new("openssl");
            command.args(args.split(' ')).current_dir(&self.folder);
            command.stdout(Stdio::null()).stderr(Stdio::null());
            command.status().is_ok_and(|status| status.success())
        };
        fs::write(self.folder.join("extensions"), "subjectAltName=IP:127.0.0.1\n").unwrap();
        let new = "req -new -newkey rsa:2048 -nodes -days 2";
        openssl(&format!("{new} -x509 -subj /CN=authority -keyout ca.key -out ca.pem"))
            && openssl(&format!("{new} -x509 -subj /CN=stranger -keyout other.key -out other.pem"))
            && openssl(&format!("{new} -subj /CN=server -keyout server.key -out server.csr"))
            && openssl(
                "x509 -req -in server.csr -CA ca.pem -CAkey ca.key -CAcreateserial -days 2 \
                 -extfile extensions -out server.pem",
            )
            && Command::new("chmod")
                .args(["600", "server.key"])
                .current_dir(&self.folder)
                .status()
                .is_ok_and(|status| status.success())
    }

    /// The address of a database, without a password.
    pub(crate) fn url(&self, user: &str, database: &str) -> String {
        format!("postgres://{user}@127.0.0.1:{}/{database}", self.port)
    }

    /// A connection of the owner.
    pub(crate) fn connect(&self, database: &str) -> postgres::Client {
        postgres::Config::new()
            .host("127.0.0.1")
            .port(self.port)
            .user("app")
            .password(PASSWORD)
            .dbname(database)
            .application_name("test")
            .connect(postgres::NoTls)
            .unwrap()
    }

    /// A new empty database.
    pub(crate) fn database(&self, name: &str) -> postgres::Client {
        let mut client = self.connect("postgres");
        client.batch_execute(&format!("drop database if exists {name} with (force)")).unwrap();
        client.batch_execute(&format!("create database {name}")).unwrap();
        self.connect(name)
    }
}

/// TLS only for one database, passwords for all.
const HBA: &str = "\
hostnossl tls_only all 127.0.0.1/32 reject
host all all 127.0.0.1/32 scram-sha-256
";

/// Waits until no loader has a connection.
pub(crate) fn wait_for_loaders(client: &mut postgres::Client) {
    let end = Instant::now() + Duration::from_secs(60);
    let sql = "select count(*) from pg_stat_activity where application_name = 'gongwen'
               and datname = current_database()";
    while client.query_one(sql, &[]).unwrap().get::<_, i64>(0) > 0 {
        assert!(Instant::now() < end, "a loader does not end");
        std::thread::sleep(Duration::from_millis(20));
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        let data = self.path("data");
        let mut stop = Command::new(self.bin.join("pg_ctl"));
        if let Some(user) = Self::other_user() {
            stop = Command::new("runuser");
            stop.args(["-u", user, "--"]).arg(self.bin.join("pg_ctl"));
        }
        let stop = stop.args(["-D", &data, "-m", "immediate", "stop"]).current_dir(&self.folder);
        let _ = stop.stdout(Stdio::null()).stderr(Stdio::null()).status();
        let _ = fs::remove_dir_all(&self.folder);
    }
}

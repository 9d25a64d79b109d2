//! `gongwen load` against a real PostgreSQL.

use crate::support::server::{PASSWORD, Server, server, wait_for_loaders};
use crate::support::table_rows::{ask, shown};
use crate::support::{Folder, root};
use gongwen_dataset::tables::TABLES;
use std::ffi::OsStr;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::thread::sleep;
use std::time::{Duration, Instant};

/// What a load said, and how it ended.
pub(crate) struct Ran {
    code: Option<i32>,
    err: String,
}

impl Ran {
    /// It must have gone well.
    #[track_caller]
    pub(crate) fn ok(self) -> String {
        assert_eq!(self.code, Some(0), "{}", self.err);
        self.err
    }

    /// It must have failed, with these words in the message.
    #[track_caller]
    fn fails(&self, words: &[&str]) {
        assert_eq!(self.code, Some(2), "{}", self.err);
        for words in words {
            assert!(self.err.contains(words), "{words} is not in: {}", self.err);
        }
        assert!(!self.err.contains(PASSWORD), "{}", self.err);
    }
}

fn command() -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_gongwen"));
    command.current_dir(root()).stdin(Stdio::null()).stdout(Stdio::piped());
    for name in ["PGHOST", "PGPORT", "PGUSER", "PGDATABASE", "PGSSLMODE", "PGPASSFILE"] {
        command.env_remove(name);
    }
    // No password file of whoever runs the tests.
    command.env("HOME", "/nonexistent").env("PGPASSWORD", PASSWORD).stderr(Stdio::piped());
    command
}

fn ended(child: Child) -> Ran {
    let done = child.wait_with_output().unwrap();
    Ran { code: done.status.code(), err: String::from_utf8(done.stderr).unwrap() }
}

/// `in` of the folder into `out`.
pub(crate) fn run(folder: &Folder, more: &[&str]) {
    let mut command = command();
    command.arg("run").arg(folder.path("in")).arg("-o").arg(folder.path("out"));
    let ran = ended(command.args(more).spawn().unwrap());
    assert!(matches!(ran.code, Some(0 | 1)), "{}", ran.err);
}

fn loading(server: &Server, database: &str, out: &Path, more: &[&str]) -> Command {
    let mut command = command();
    command.arg("load").arg(out).arg("--to").arg(server.url("app", database)).args(more);
    command
}

/// Loads a data set into a database.
pub(crate) fn load(server: &Server, database: &str, out: &Path, more: &[&str]) -> Ran {
    ended(loading(server, database, out, more).spawn().unwrap())
}

fn notice(number: usize) -> String {
    format!(
        "临江市人民政府办公室关于印发第{number}号工作方案的通知\n临政办发〔2025〕{number}号\n\n\
         各区人民政府:\n一、重点任务\n(一)加强值守。2025年9月底前,新增值守点{}个以上。\
         (牵头单位:市水利局;责任单位:市应急局、各街道)\n(二)做好宣传。\
         (责任单位:市教育局)\n\n临江市人民政府办公室\n2025年4月1日\n",
        number + 1
    )
}

/// An archive of a few notices, and its data set.
fn data_set(name: &str, notices: usize) -> (Folder, PathBuf) {
    let folder = Folder::new(name);
    for number in 1..=notices {
        folder.write(&format!("in/{number:04}.txt"), notice(number));
    }
    run(&folder, &["--format", "sqlite"]);
    let out = folder.path("out");
    (folder, out)
}

/// Texts and names that could do harm, in notices of the folder `in`.
pub(crate) fn hostile(folder: &Folder) {
    let words = "\"'`;--$$\\N\\.\\\\\t</script>{{x}}%s=cmd|' /C calc'!A0";
    let big = "加强值守。".repeat(70_000);
    folder.write("in/it's \"a\" \\ =cmd()\t\n;drop table tasks;--.txt", notice(7_001));
    folder.write(
        "in/hostile.txt",
        format!(
            "=cmd()关于{words}的通知\n各区人民政府:\n一、=cmd(){words}\n(一)做好{words}\0\0工作。\
             2025年9月底前,新增值守点{words}3个以上。(责任单位:市水利局'\"\\;</script>、=cmd())\n\
             临江市人民政府办公室\n2025年4月1日\n"
        ),
    );
    folder.write(
        "in/big.txt",
        format!("临江市人民政府关于值守的通知\n一、{big}(责任单位:市水利局)\n2025年4月1日\n"),
    );
}

/// A question to the state and to the database; rows in the same order, written the same way.
pub(crate) fn answers(
    out: &Path,
    client: &mut postgres::Client,
    sql: &str,
) -> (Vec<String>, Vec<String>) {
    let number = |text: String| match text.as_str() {
        "t" => "1.000000".to_owned(),
        "f" => "0.000000".to_owned(),
        _ => text.parse::<f64>().map_or(text.replace('\0', "\u{FFFD}"), |n| format!("{n:.6}")),
    };
    let line = |row: Vec<Option<String>>| {
        let values = row.into_iter().map(|value| value.map_or("-".to_owned(), number));
        values.collect::<Vec<_>>().join(" | ")
    };
    let mut here: Vec<_> =
        ask(out, sql).iter().map(|row| line(row.iter().map(shown).collect())).collect();
    client.batch_execute("set search_path to gongwen").unwrap();
    let mut there = Vec::new();
    for message in client.simple_query(sql).unwrap() {
        if let postgres::SimpleQueryMessage::Row(row) = message {
            there.push(line((0..row.len()).map(|at| row.get(at).map(str::to_owned)).collect()));
        }
    }
    here.sort();
    there.sort();
    (here, there)
}

fn count(client: &mut postgres::Client, sql: &str) -> i64 {
    client.query_one(sql, &[]).unwrap().get(0)
}

/// Everything that the schema holds of the data set, in short.
fn signature(client: &mut postgres::Client) -> Vec<String> {
    let sql = "select count(*) from information_schema.tables where table_schema = 'gongwen'";
    if count(client, sql) == 0 {
        return Vec::new();
    }
    let of = |client: &mut postgres::Client, name: &str, key: &str| {
        let sql = format!(
            "select count(*) || ' ' || coalesce(md5(string_agg(t::text, '' order by {key})), '')
             from gongwen.{name} t"
        );
        format!("{name} {}", client.query_one(&sql, &[]).unwrap().get::<_, String>(0))
    };
    TABLES.iter().map(|table| of(client, table.name, table.columns[0].name)).collect()
}

/// Changes the state as a better edition of the program would have.
fn edit(out: &Path, sql: &str) {
    let state = rusqlite::Connection::open(out.join("gongwen.sqlite")).unwrap();
    state.execute_batch(sql).unwrap();
}

/// Gives one notice other facts.
const CHANGE_ONE: &str = "
update tasks set text = 'changed' where doc_key = (select min(doc_key) from documents);
delete from targets where doc_key = (select min(doc_key) from documents);
update documents set facts_sha256 = 'other'
  where doc_key = (select min(doc_key) from documents);";

#[test]
#[cfg_attr(not(has_postgres), ignore = "needs PostgreSQL")]
fn loading_is_exact_and_repeatable() {
    let server = server();
    let (folder, out) = data_set("pg-load", 5);
    let mut client = server.database("load");
    let said = load(&server, "load", &out, &[]).ok();
    assert!(said.contains("5 notices: 5 new, 0 changed, 0 removed"), "{said}");
    let first = signature(&mut client);

    let said = load(&server, "load", &out, &[]).ok();
    assert!(said.contains("5 notices: 0 new, 0 changed, 0 removed, 5 unchanged"), "{said}");
    assert!(!said.contains("rows written"), "{said}");
    assert_eq!(signature(&mut client), first);
    assert_eq!(count(&mut client, "select count(*) from gongwen.gongwen_load"), 1);

    // Other facts of one notice: its rows are replaced, those of the others not touched.
    let untouched = "select count(*) from gongwen.tasks where xmin::text = (select max(xmin::text)
                     from gongwen.tasks where doc_key = (select max(doc_key) from gongwen.documents))";
    let before = count(&mut client, untouched);
    edit(&out, CHANGE_ONE);
    let said = load(&server, "load", &out, &[]).ok();
    assert!(said.contains("5 notices: 0 new, 1 changed, 0 removed"), "{said}");
    assert!(count(&mut client, untouched) < before);
    let changed = "select count(distinct doc_key) from gongwen.tasks where text = 'changed'";
    assert_eq!(count(&mut client, changed), 1);
    let (here, there) = answers(&out, &mut client, "select * from targets");
    assert_eq!(here, there);

    // A notice that is gone, and one that is new.
    fs::remove_file(folder.path("in/0005.txt")).unwrap();
    folder.write("in/0006.txt", notice(6));
    run(&folder, &["--prune"]);
    let said = load(&server, "load", &out, &[]).ok();
    assert!(said.contains("5 notices: 1 new, 0 changed, 1 removed"), "{said}");
    for table in TABLES {
        let sql = format!("select * from {}", table.name);
        let columns = table.columns.iter().map(|column| column.name).collect::<Vec<_>>().join(", ");
        let (here, there) = answers(&out, &mut client, &sql.replace('*', &columns));
        if table.name != "runs" {
            assert_eq!(here, there, "{}", table.name);
        }
    }
    let run = "select run_id from runs where number = 2";
    let (here, _) = answers(&out, &mut client, run);
    let loaded = "select run_id from gongwen.gongwen_load order by load_id desc limit 1";
    assert_eq!(client.query_one(loaded, &[]).unwrap().get::<_, String>(0), here[0]);
}

#[test]
#[cfg_attr(not(has_postgres), ignore = "needs PostgreSQL")]
fn every_table_column_and_view_is_described() {
    let server = server();
    let (_folder, out) = data_set("pg-comments", 1);
    let mut client = server.database("comments");
    load(&server, "comments", &out, &["--quiet"]).ok();
    let sql = "select count(*) from pg_class c join pg_namespace n on n.oid = c.relnamespace
               join pg_attribute a on a.attrelid = c.oid and a.attnum > 0
               where n.nspname = 'gongwen' and c.relkind = 'r' and c.relname not like 'gongwen%'
                 and col_description(c.oid, a.attnum) is null";
    assert_eq!(count(&mut client, sql), 0);
    let sql = "select count(*) from pg_class c join pg_namespace n on n.oid = c.relnamespace
               where n.nspname = 'gongwen' and c.relkind in ('r', 'v')
                 and obj_description(c.oid, 'pg_class') is null
                 and c.relname <> 'gongwen_version'";
    assert_eq!(count(&mut client, sql), 0);
}

#[test]
#[cfg_attr(not(has_postgres), ignore = "needs PostgreSQL")]
fn hostile_texts_are_only_texts() {
    let server = server();
    let folder = Folder::new("pg-hostile");
    hostile(&folder);
    run(&folder, &["--format", "sqlite"]);
    let out = folder.path("out");
    let mut client = server.database("hostile");
    let schema = "it's \"odd\"; drop schema public; -- 公文";
    load(&server, "hostile", &out, &["--schema", schema]).ok();
    let said = load(&server, "hostile", &out, &["--schema", schema]).ok();
    assert!(said.contains("0 new, 0 changed, 0 removed"), "{said}");
    let schemas = "select count(*) from pg_namespace where nspname in ('public', $1)";
    assert_eq!(client.query_one(schemas, &[&schema]).unwrap().get::<_, i64>(0), 2);
    load(&server, "hostile", &out, &[]).ok();
    let longest = count(&mut client, "select max(length(text))::bigint from gongwen.tasks");
    assert!(longest > 300_000, "{longest}");
    for name in ["", "pg_x", "information_schema"] {
        load(&server, "hostile", &out, &["--schema", name]).fails(&["cannot be used as a schema"]);
    }
}

#[test]
#[cfg_attr(not(has_postgres), ignore = "needs PostgreSQL")]
fn superseded_versions_are_kept_when_asked_for() {
    let server = server();
    let (folder, out) = data_set("pg-history", 3);
    let mut client = server.database("history");
    load(&server, "history", &out, &["--history", "keep"]).ok();
    let tasks = count(&mut client, "select count(*) from gongwen.tasks");
    edit(&out, CHANGE_ONE);
    // What the schema does so far goes on.
    load(&server, "history", &out, &[]).ok();
    let sql =
        "select count(*) from gongwen.documents_history where valid_from = 1 and valid_to = 2";
    assert_eq!(count(&mut client, sql), 1);
    edit(
        &out,
        "update tasks set text = 'again' where text = 'changed';
         update documents set facts_sha256 = 'third' where facts_sha256 = 'other';",
    );
    load(&server, "history", &out, &[]).ok();
    let sql = "select count(*) from gongwen.tasks_history where text = 'changed'
               and valid_from = 2 and valid_to = 3";
    assert!(count(&mut client, sql) > 0);
    // As it was after the first load.
    let as_of = "select count(*) from (
        select task_id from gongwen.tasks_history where valid_from <= 1 and valid_to > 1
        union all select task_id from gongwen.tasks t join gongwen.gongwen_version v using (doc_key)
          where v.since_load <= 1) x";
    assert_eq!(count(&mut client, as_of), tasks);
    // A reading with the same facts is no new version.
    edit(&out, "update documents set edition = edition + 1");
    let said = load(&server, "history", &out, &[]).ok();
    assert!(said.contains("3 of these were read again with the same result"), "{said}");
    assert_eq!(count(&mut client, "select count(*) from gongwen.documents_history"), 2);
    fs::remove_file(folder.path("in/0001.txt")).unwrap();
    run(&folder, &["--prune", "--force"]);
    load(&server, "history", &out, &["--history", "replace", "--force"]).ok();
    assert_eq!(count(&mut client, "select count(*) from gongwen.documents"), 2);
    assert_eq!(count(&mut client, "select count(*) from gongwen.documents_history"), 2);
}

#[test]
#[cfg_attr(not(has_postgres), ignore = "needs PostgreSQL")]
fn older_and_foreign_data_replaces_nothing_unasked() {
    let server = server();
    let (folder, out) = data_set("pg-guards", 3);
    let mut client = server.database("guards");
    load(&server, "guards", &out, &[]).ok();
    let first = signature(&mut client);
    edit(&out, "update documents set edition = edition - 1, facts_sha256 = 'older'");
    let said = load(&server, "guards", &out, &[]).ok();
    assert!(said.contains("3 of these not replaced"), "{said}");
    assert_eq!(signature(&mut client), first);
    let said = load(&server, "guards", &out, &["--force"]).ok();
    assert!(said.contains("3 changed"), "{said}");

    let earlier = folder.path("earlier");
    fs::create_dir(&earlier).unwrap();
    fs::copy(out.join("gongwen.sqlite"), earlier.join("gongwen.sqlite")).unwrap();
    folder.write("in/0004.txt", notice(4));
    run(&folder, &[]);
    load(&server, "guards", &out, &[]).ok();
    let now = signature(&mut client);
    load(&server, "guards", &earlier, &[]).fails(&["holds a later state", "--force"]);
    let (_other, other) = data_set("pg-guards-other", 1);
    edit(&other, "update runs set started_at = '2001-01-01T00:00:00Z'");
    load(&server, "guards", &other, &[]).fails(&["another data set", "--schema", "--force"]);
    assert_eq!(signature(&mut client), now);
    load(&server, "guards", &other, &["--force"]).ok();
    assert_eq!(count(&mut client, "select count(*) from gongwen.documents"), 1);

    client.batch_execute("create schema busy; create table busy.tasks (mine text)").unwrap();
    load(&server, "guards", &out, &["--schema", "busy"])
        .fails(&["`tasks` that gongwen did not create"]);
}

#[test]
#[cfg_attr(not(has_postgres), ignore = "needs PostgreSQL")]
fn a_schema_of_an_older_program_is_migrated() {
    let server = server();
    let (_folder, out) = data_set("pg-migrate", 2);
    let mut client = server.database("migrate");
    load(&server, "migrate", &out, &["--history", "keep"]).ok();
    let first = signature(&mut client);
    client
        .batch_execute(
            "set search_path to gongwen;
             drop view v_units, v_targets, v_deadlines cascade; create view v_units as select 1 as one;
             alter table targets drop column rule cascade;
             alter table targets_history drop column rule;
             alter table targets add column former text;
             alter table tasks drop column rule cascade;
             update gongwen_load set ddl_sha256 = ''; reset search_path;",
        )
        .unwrap();
    load(&server, "migrate", &out, &[]).ok();
    let (here, there) = answers(&out, &mut client, "select * from v_units");
    assert_eq!(here, there);
    let after = signature(&mut client);
    // Columns that were added stand last, so only the numbers of rows are compared.
    let counts = |rows: &[String]| -> Vec<String> {
        rows.iter().map(|row| row.rsplit_once(' ').unwrap().0.to_owned()).collect()
    };
    assert_eq!(counts(&after), counts(&first));
    client.batch_execute("update gongwen.gongwen_load set layout = 99").unwrap();
    load(&server, "migrate", &out, &[]).fails(&["layout 99"]);
    client.batch_execute("update gongwen.gongwen_load set layout = 1").unwrap();
    load(&server, "migrate", &out, &[]).fails(&["drop schema \"gongwen\" cascade"]);
}

#[test]
#[cfg_attr(not(has_postgres), ignore = "needs PostgreSQL")]
fn a_loader_that_is_killed_leaves_the_old_state_or_the_new() {
    let server = server();
    let (folder, out) = data_set("pg-kill", 60);
    let later = folder.path("later");
    fs::create_dir(&later).unwrap();
    fs::copy(out.join("gongwen.sqlite"), later.join("gongwen.sqlite")).unwrap();
    edit(&later, "update tasks set text = 'changed'; update documents set facts_sha256 = 'other';");
    let mut client = server.database("kill");
    load(&server, "kill", &later, &[]).ok();
    let new = signature(&mut client);
    let begun = Instant::now();
    load(&server, "kill", &out, &[]).ok();
    let took = begun.elapsed();
    let old = signature(&mut client);
    assert_ne!(old, new);
    // While it waits for a table that somebody holds, it is surely in the middle.
    for table in ["sections", "tasks", "segments", "documents", "runs", "gongwen_load"] {
        let mut holder = server.connect("kill");
        let mut held = holder.transaction().unwrap();
        let lock = format!("lock table gongwen.{table} in exclusive mode");
        held.batch_execute(&lock).unwrap();
        let mut child = loading(&server, "kill", &later, &[]).spawn().unwrap();
        let waiting = "select count(*) from pg_stat_activity where wait_event_type = 'Lock'
                       and application_name = 'gongwen' and datname = current_database()";
        let end = Instant::now() + Duration::from_secs(60);
        while count(&mut client, waiting) == 0 && child.try_wait().unwrap().is_none() {
            assert!(Instant::now() < end);
            sleep(Duration::from_millis(10));
        }
        let was_waiting = child.try_wait().unwrap().is_none();
        child.kill().unwrap();
        child.wait().unwrap();
        held.rollback().unwrap();
        wait_for_loaders(&mut client);
        assert!(was_waiting || table == "runs", "the load did not need {table}");
        assert_eq!(signature(&mut client), old, "killed at {table}");
    }
    for step in 0..8 {
        let mut child = loading(&server, "kill", &later, &[]).spawn().unwrap();
        sleep(took * step / 7);
        let _ = child.kill();
        child.wait().unwrap();
        wait_for_loaders(&mut client);
        let found = signature(&mut client);
        assert!(found == old || found == new, "half a load after step {step}");
        if found == new {
            load(&server, "kill", &out, &[]).ok();
            assert_eq!(signature(&mut client), old);
        }
    }
    load(&server, "kill", &later, &[]).ok();
    assert_eq!(signature(&mut client), new);
}

#[test]
#[cfg_attr(not(has_postgres), ignore = "needs PostgreSQL")]
fn two_loaders_at_once_come_one_after_the_other() {
    let server = server();
    let (folder, out) = data_set("pg-two", 20);
    let mut client = server.database("two");
    let start = |out: &Path| loading(&server, "two", out, &[]).spawn().unwrap();
    let both = [start(&out), start(&out)];
    both.into_iter().for_each(|child| drop(ended(child).ok()));
    assert_eq!(count(&mut client, "select count(*) from gongwen.gongwen_load"), 1);
    // An earlier and a later state: whichever comes first, the later one stays.
    let earlier = folder.path("earlier");
    fs::create_dir(&earlier).unwrap();
    fs::copy(out.join("gongwen.sqlite"), earlier.join("gongwen.sqlite")).unwrap();
    folder.write("in/9999.txt", notice(9_999));
    run(&folder, &[]);
    let (one, other) = (start(&earlier), start(&out));
    let one = ended(one);
    assert!(one.code == Some(0) || one.err.contains("later state"), "{}", one.err);
    ended(other).ok();
    assert_eq!(count(&mut client, "select count(*) from gongwen.documents"), 21);
}

#[test]
#[cfg_attr(not(has_postgres), ignore = "needs PostgreSQL")]
fn least_rights_are_enough_and_missing_ones_are_named() {
    let server = server();
    let (_folder, out) = data_set("pg-rights", 2);
    let mut client = server.database("rights");
    client
        .batch_execute(
            "drop role if exists gongwen_loader; drop role if exists gongwen_reader;
             create role gongwen_loader login password 'loads'; revoke all on schema public from public;
             create role gongwen_reader login password 'reads';
             revoke all on database rights from public;
             grant connect, temporary on database rights to gongwen_loader;
             grant connect on database rights to gongwen_reader;",
        )
        .unwrap();
    let try_as = |user: &str, password: &str| {
        let mut command = command();
        command.arg("load").arg(&out).arg("--to").arg(server.url(user, "rights"));
        ended(command.env("PGPASSWORD", password).spawn().unwrap())
    };
    try_as("gongwen_loader", "loads").fails(&["permission denied", "docs/postgres.md"]);
    client
        .batch_execute(
            "create schema gongwen authorization gongwen_loader;
             grant usage on schema gongwen to gongwen_reader;
             alter default privileges for role gongwen_loader in schema gongwen
               grant select on tables to gongwen_reader;",
        )
        .unwrap();
    try_as("gongwen_loader", "loads").ok();
    try_as("gongwen_reader", "reads").fails(&["permission denied", "docs/postgres.md"]);
    client.batch_execute("set role gongwen_reader").unwrap();
    assert!(count(&mut client, "select count(*) from gongwen.v_responsibilities") > 0);
    client.batch_execute("reset role").unwrap();
}

#[test]
#[cfg_attr(not(has_postgres), ignore = "needs PostgreSQL")]
fn what_cannot_be_reached_is_said_without_the_password() {
    let server = server();
    let (folder, out) = data_set("pg-errors", 1);
    server.database("errors");
    let try_to = |url: &str, password: Option<&str>| {
        let mut command = command();
        command.arg("load").arg(&out).arg("--to").arg(url);
        match password {
            Some(password) => command.env("PGPASSWORD", password),
            None => command.env_remove("PGPASSWORD"),
        };
        ended(command.spawn().unwrap())
    };
    let url = server.url("app", "errors");
    try_to(&url, Some("wrong-secret")).fails(&["password authentication failed", "PGPASSWORD"]);
    let ran = try_to(&url.replace("app@", "app:wr0ng-secret@"), None);
    ran.fails(&["password authentication failed"]);
    assert!(!ran.err.contains("wr0ng-secret"), "{}", ran.err);
    try_to(&url, None).fails(&["requires a password", "~/.pgpass"]);
    try_to(&server.url("app", "nowhere"), Some(PASSWORD)).fails(&["nowhere", "createdb"]);
    let closed = "postgres://app:wr0ng-secret@127.0.0.1:1/errors";
    try_to(closed, None).fails(&["127.0.0.1:1", "refused", "listening"]);
    try_to("mysql://app:wr0ng-secret@h/d", None).fails(&["is not a PostgreSQL address"]);
    // From a file like ~/.pgpass, which others must not read.
    let escaped = PASSWORD.replace(':', "\\:");
    let file = folder.write("pass", format!("127.0.0.1:*:errors:app:{escaped}\n"));
    let with_file = || {
        let mut command = command();
        command.arg("load").arg(&out).arg("--to").arg(&url).env_remove("PGPASSWORD");
        ended(command.env("PGPASSFILE", &file).spawn().unwrap())
    };
    let mode = |mode: u32| {
        use std::os::unix::fs::PermissionsExt;
        fs::set_permissions(&file, fs::Permissions::from_mode(mode)).unwrap();
    };
    mode(0o644);
    with_file().fails(&["chmod 600"]);
    mode(0o600);
    with_file().ok();
    let file = folder.write("load.toml", format!("[load]\nto = \"{url}\"\nschema = \"other\"\n"));
    let mut by_file = command();
    by_file.arg("load").arg(&out).arg("--config").arg(file);
    assert!(ended(by_file.spawn().unwrap()).ok().contains("schema other is up to date"));
    // In the address, with everything odd in it escaped.
    let encoded = PASSWORD.replace('/', "%2F").replace('?', "%3F").replace('@', "%40");
    try_to(&url.replace("app@", &format!("app:{encoded}@")), None).ok();
    let ran = ended({
        let mut command = command();
        let args = [OsStr::new("load"), folder.0.as_os_str(), OsStr::new("--to"), OsStr::new(&url)];
        command.args(args).spawn().unwrap()
    });
    ran.fails(&["is not a data set"]);
}

#[test]
#[cfg_attr(not(all(has_postgres, has_openssl)), ignore = "needs PostgreSQL and openssl")]
fn tls_is_spoken_and_certificates_are_checked() {
    let server = server();
    assert!(server.tls, "openssl made no certificates");
    let (_folder, out) = data_set("pg-tls", 1);
    // Its name stands in pg_hba.conf: plain connections are refused.
    let mut admin = server.connect("postgres");
    let _ = admin.batch_execute("create database tls_only");
    let url = server.url("app", "tls_only");
    let by_name = url.replace("127.0.0.1", "localhost");
    let try_to = |url: &str, mode: &str, root: Option<&str>| {
        let mut command = command();
        command.arg("load").arg(&out).arg("--to").arg(format!("{url}?sslmode={mode}"));
        if let Some(root) = root {
            command.arg("--tls-root").arg(server.path(root));
        }
        ended(command.spawn().unwrap())
    };
    try_to(&url, "disable", None).fails(&["pg_hba.conf", "sslmode=require"]);
    for (mode, root) in [
        ("prefer", None),
        ("require", None),
        ("require", Some("ca.pem")),
        ("verify-full", Some("ca.pem")),
        ("verify-full", Some("server.pem")),
    ] {
        try_to(&url, mode, root).ok();
    }
    for (mode, root) in
        [("verify-full", None), ("verify-full", Some("other.pem")), ("require", Some("other.pem"))]
    {
        try_to(&url, mode, root).fails(&["certificate"]);
    }
    try_to(&by_name, "verify-full", Some("ca.pem")).fails(&["another host name"]);
    try_to(&url, "verify-full", Some("log")).fails(&["holds no PEM certificates"]);
    try_to(&url, "perhaps", None).fails(&["verify-full"]);
}

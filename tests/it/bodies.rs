//! Bodies across notices: one body has one id, and two bodies never share one.

use crate::support::command::gongwen;
use crate::support::{Folder, record_of_text};
use gongwen::emit::Record;
use gongwen::lexicon::Lexicon;
use gongwen_dataset::tables::ddl::{Dialect, each_view, view_names};
use gongwen_dataset::tables::{Cell, Rows, TableId};
use gongwen_formats::source::Source;
use rusqlite::Connection;
use rusqlite::types::Value;
use std::collections::BTreeSet;

/// A notice of an issuer with one task for `units`.
fn notice(issuer: &str, units: &str) -> String {
    format!(
        "{issuer}关于做好供水供电保障工作的通知\n各有关单位:\n一、加强值守。{issuer}要求落实到位。\
         (责任单位:{units})\n{issuer}\n2025年3月18日\n"
    )
}

/// A notice that no issuer signs.
fn unsigned(units: &str) -> String {
    format!(
        "供水供电保障要点\n一、加强值守。落实到位。(责任单位:{units})\n{units}按职责分工落实。\n"
    )
}

/// The values of some columns of `units` for one notice.
fn units(text: &str, columns: [&str; 2]) -> Vec<[String; 2]> {
    let document = gongwen_formats::read(&Source::from_bytes("a.txt", text.as_bytes()), None);
    let extraction = gongwen::extract(Lexicon::builtin(), &document.layer);
    let record = Record::new(&document, &extraction, Lexicon::builtin());
    let rows = Rows::of(&record);
    let table = TableId::Units.table();
    let at = columns.map(|name| table.columns.iter().position(|c| c.name == name).unwrap());
    let value = |cell: &Cell<'_>| cell.as_text().to_owned();
    let rows = rows.of_table(TableId::Units).iter();
    rows.map(|row| at.map(|at| value(&row[at]))).collect()
}

/// The id of the body that a notice calls `name`.
fn body(text: &str, name: &str) -> String {
    let found = units(text, ["name", "body_id"]);
    let found = found.iter().find(|[own, _]| own == name);
    found.unwrap_or_else(|| panic!("{name} is not in {text}"))[1].clone()
}

#[test]
fn a_body_named_relatively_belongs_to_its_place() {
    let cities = ["临江市人民政府办公室", "宁东市人民政府办公室", "青禾市人民政府办公室"];
    let id = |issuer: &&str| body(&notice(issuer, "市供电公司"), "市供电公司");
    let bodies: BTreeSet<String> = cities.iter().map(id).collect();
    assert_eq!(bodies.len(), cities.len(), "市供电公司 of {cities:?}");
    // Two offices of one city speak of the same body.
    assert_eq!(id(&"临江市人民政府办公室"), id(&"临江市应急管理局"));
}

#[test]
fn where_the_place_is_unknown_a_body_belongs_to_its_issuer_or_its_notice() {
    let own = |issuer| body(&notice(issuer, "市财政局、市供电公司"), "市财政局");
    assert_ne!(own("供水供电保障工作专班"), own("防汛抗旱工作专班"));
    let (one, other) = (unsigned("市财政局"), unsigned("市财政局、市水利局"));
    assert_ne!(body(&one, "市财政局"), body(&other, "市财政局"));
}

#[test]
fn a_full_name_is_the_same_body_in_every_notice() {
    let of_city = body(&notice("临江市人民政府办公室", "市财政局"), "临江市财政局");
    let of_district =
        body(&notice("临江市青禾区人民政府办公室", "市财政局、区财政局"), "临江市财政局");
    assert_eq!(of_city, of_district);
    let written = |issuer| body(&notice(issuer, "临江市第一医院"), "临江市第一医院");
    assert_eq!(written("临江市人民政府办公室"), written("宁东市人民政府办公室"));
}

#[test]
fn a_record_says_whether_a_name_is_full() {
    let record = record_of_text(&notice("临江市人民政府办公室", "市财政局、市供电公司"));
    let naming = |name: &str| {
        let units = record["units"].as_array().unwrap();
        units.iter().find(|unit| unit["name"] == name).unwrap()["naming"].clone()
    };
    assert_eq!(naming("临江市财政局"), "in_full");
    assert_eq!(naming("市供电公司"), "as_written");
}

/// Several cities, one of them in two spellings of its place.
fn data_set(name: &str) -> Folder {
    let folder = Folder::new(name);
    let notices = [
        notice("临江市人民政府办公室", "市供电公司、市财政局"),
        notice("临江市应急管理局", "市供电公司、临江市财政局"),
        notice("宁东市人民政府办公室", "市供电公司、市财政局"),
        notice("武汉市人民政府办公厅", "市供电公司、市财政局、武昌区人民政府"),
        notice("武汉市武昌区人民政府办公室", "市财政局、区财政局、区发改局"),
        notice("供水供电保障工作专班", "市财政局、区财政局、市供电公司"),
        unsigned("市财政局、市供电公司"),
    ];
    for (at, notice) in notices.iter().enumerate() {
        folder.write(&format!("in/{at}.txt"), notice);
    }
    let (archive, out) = (folder.path("in"), folder.path("out"));
    let ran = gongwen(["run".as_ref(), archive.as_os_str(), "-o".as_ref(), out.as_os_str()]);
    assert_eq!(ran.code, Some(0), "{}", ran.err);
    folder
}

/// The rows that a query gives.
fn rows(state: &Connection, sql: &str) -> Vec<Vec<Value>> {
    let mut statement = state.prepare(sql).unwrap();
    let columns = statement.column_count();
    let row = |row: &rusqlite::Row<'_>| (0..columns).map(|at| row.get(at)).collect();
    statement.query_map([], row).unwrap().map(Result::unwrap).collect()
}

#[test]
fn a_row_of_the_view_is_a_row_of_the_table() {
    let folder = data_set("bodies");
    let state = Connection::open(folder.path("out").join("gongwen.sqlite")).unwrap();
    let columns = "body_id, name, kind, level, jurisdiction, division_code";
    let shown = rows(&state, &format!("select {columns} from v_units"));
    let stored = rows(&state, &format!("select {columns} from units"));
    assert!(shown.iter().all(|row| stored.contains(row)), "a body that does not exist");
    let bodies = rows(&state, "select distinct body_id from units");
    assert_eq!(shown.len(), bodies.len());
    let cities = rows(&state, "select body_id from v_units where name = '市供电公司'");
    assert_eq!(cities.len(), 5, "three cities, an issuer without a place and a notice");
    let counted = rows(&state, "select sum(n_documents) from v_units");
    assert_eq!(counted, rows(&state, "select count(*) from units"));
}

/// A query that takes the least value of several columns shows a row that does not exist. A `case` takes the
/// only row of each role.
#[test]
fn no_view_takes_columns_from_different_rows() {
    for dialect in [Dialect::Sqlite, Dialect::Postgres] {
        let views = each_view(dialect);
        assert_eq!(views.len(), view_names().len());
        for view in views {
            for query in view.query.split("select") {
                let count = |call: &str| query.matches(call).count();
                let picked = count("min(") + count("max(") - count("max(case when ");
                assert!(picked <= 1, "{}: {picked} columns are picked one by one", view.name);
            }
        }
    }
}

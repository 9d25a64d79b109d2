use super::{OwnRows, OwnTable};
use crate::lexicon::clauses::{Label, Link};
use crate::lexicon::{Lexicon, classes};
use crate::model::Role;

const UNITS: &str = include_str!("../../../lexicon/organisations.csv");
const MEASURES: &str = include_str!("../../../lexicon/measures.csv");
const WORDS: &str = include_str!("../../../lexicon/words.csv");

fn own(tables: &[(OwnTable, &str)]) -> OwnRows {
    let mut own = OwnRows::default();
    for (table, csv) in tables {
        own.add(*table, csv).unwrap_or_else(|errors| panic!("{errors:?}"));
    }
    own
}

fn errors(table: OwnTable, csv: &str) -> Vec<String> {
    let mut own = OwnRows::default();
    let errors = own.add(table, csv).unwrap_err();
    assert!(own.is_empty(), "a table with an error adds nothing");
    errors.iter().map(ToString::to_string).collect()
}

#[test]
fn what_is_checked_holds_for_the_built_in_tables() {
    let own =
        own(&[(OwnTable::Units, UNITS), (OwnTable::Words, WORDS), (OwnTable::Measures, MEASURES)]);
    let lines = |table: &str| table.lines().count() - 1;
    assert_eq!(own.units.len(), lines(UNITS));
    assert_eq!(own.words.len(), lines(WORDS));
    assert_eq!(own.measures.len(), lines(MEASURES));
    let lexicon = Lexicon::with_rows(&own);
    assert_eq!(lexicon.measures.len(), Lexicon::builtin().measures.len());
    assert_eq!(lexicon.clause_words.verbs.len(), Lexicon::builtin().clause_words.verbs.len());
    let given: std::collections::BTreeSet<_> = own.words.iter().map(|row| &*row.class).collect();
    assert_eq!(given.len(), classes().count());
}

#[test]
fn words_of_any_class_are_added_or_replaced() {
    let table = "class,value,word\ntarget.before,ge,起码\ntarget.before,lt,达到\nfurniture.start,,本站提示\n\
        time.at,-2 week,上上周前\n";
    let lexicon = Lexicon::with_rows(&own(&[(OwnTable::Words, table)]));
    let before = &lexicon.targets.before;
    let named = |word: &str| before.get(word).map(|comparator| format!("{comparator:?}"));
    assert_eq!((named("起码").as_deref(), named("达到").as_deref()), (Some("Ge"), Some("Lt")));
    assert_eq!(before.len(), Lexicon::builtin().targets.before.len() + 1);
    assert!(lexicon.furniture.starts("本站提示您"));
    assert_eq!(lexicon.informal_times.at.get("上上周前").map(|length| length.count), Some(-2));
}

#[test]
fn a_kind_and_a_role_are_a_class_and_a_value() {
    let table = "word,kind,role\n甲单位,label,lead\n乙时限,due_label,\n丙人,person_label,\n丁办,verb,support\n\
        戊,link,\n己,link,lead\n庚,not_link,\n辛,adverb,\n";
    let words = Lexicon::with_rows(&own(&[(OwnTable::Roles, table)])).clause_words;
    let label = |word| words.labels.get(word).copied();
    assert_eq!(label("甲单位"), Some(Label::Role(Role::Lead)));
    assert_eq!((label("乙时限"), label("丙人")), (Some(Label::Due), Some(Label::Person)));
    assert_eq!(words.verbs.get("丁办"), Some(&Role::Support));
    let links = ["戊", "己", "庚"].map(|word| words.links.get(word).copied());
    assert_eq!(links, [Some(Link::Together), Some(Link::AfterLead), Some(Link::None)]);
    assert!(words.adverbs.get("辛").is_some());
}

#[test]
fn rows_are_added_or_replace_their_word() {
    let lexicon = Lexicon::with_rows(&own(&[
        (
            OwnTable::Roles,
            "\u{FEFF}role,word,kind\r\nsupport,\u{FF08}助攻\u{FF09}单位,label\r\nsupport,实施,verb\r\n",
        ),
        (OwnTable::Measures, "word,base,factor,kind\n灯箱位,灯箱位,1,count\n个,枚,2,count\n"),
    ]));
    let words = &lexicon.clause_words;
    let role = |role| Some(Label::Role(role));
    assert_eq!(words.labels.get("(助攻)单位").copied(), role(Role::Support), "half width");
    assert_eq!(words.verbs.get("实施"), Some(&Role::Support));
    assert_eq!(words.labels.get("实施单位").copied(), role(Role::Responsible));
    assert_eq!(lexicon.measures.get("灯箱位").map(|measure| &*measure.base), Some("灯箱位"));
    assert_eq!(lexicon.measures.get("个").map(|measure| &*measure.base), Some("枚"));
    assert_eq!(lexicon.measures.len(), Lexicon::builtin().measures.len() + 1);
}

#[test]
fn the_fingerprint_tells_contents_and_nothing_else() {
    let print = |rows: &OwnRows| Lexicon::with_rows(rows).fingerprint().to_owned();
    let table = "word,kind,role,reason\n助攻,verb,support,seen once\n";
    let other_form = "reason,role,kind,word\r\n,support,verb,助攻\r\n";
    let one = print(&own(&[(OwnTable::Roles, table)]));
    assert_eq!(Lexicon::builtin().fingerprint(), print(&OwnRows::default()));
    assert_eq!(one.len(), 64);
    assert_eq!(one, print(&own(&[(OwnTable::Roles, other_form)])));
    let others = [
        own(&[]),
        own(&[(OwnTable::Roles, "word,kind,role\n助攻,verb,lead\n")]),
        own(&[(OwnTable::Measures, "word,base,factor,kind\n助攻,助攻,1,count\n")]),
        own(&[(OwnTable::Words, "word,class,value\n助攻,responsibility.verb,support\n")]),
        own(&[(OwnTable::Units, "short,full,levels,kind\n助攻,助攻,city,other\n")]),
    ];
    for other in &others {
        assert_ne!(one, print(other), "{other:?}");
    }
}

/// A table, what it holds, what is said.
const WRONG: &[(OwnTable, &str, &[&str])] = &[
    (
        OwnTable::Roles,
        "",
        &["1: the head lacks the column `word` (the columns: word, kind, role, reason)"],
    ),
    (
        OwnTable::Roles,
        "word,knid,role\n",
        &[
            "1: the head: `knid` is not allowed; did you mean `kind`? (allowed: word, kind, role, reason)",
        ],
    ),
    (OwnTable::Roles, "word,kind,role,word\n", &["1: the head names the column `word` twice"]),
    (
        OwnTable::Roles,
        "word,kind,role\n助攻,verb\n主攻,werb,\n,verb,lead\n助攻,verb,\n助攻,verb,leader\n主攻,adverb,\n主攻,adverb,\n",
        &[
            "2: has 2 cells where the head has 3",
            "3: column `kind`: `werb` is not allowed; did you mean `verb`? (allowed: label, \
                 due_label, person_label, verb, adverb, lead_in, link, not_link, standing, date)",
            "4: column `word`: is empty",
            "5: column `role`: is empty; a verb needs one of lead, responsible, support, supervise",
            "6: column `role`: `leader` is not allowed; did you mean `lead`? (allowed: lead, \
                 responsible, support, supervise)",
            "6: column `word`: stands in line 5 already",
            "8: column `word`: stands in line 7 already",
        ],
    ),
    (
        OwnTable::Words,
        "word,class,value\n助攻,target.befor,ge\n助攻,target.before,more\n助攻,time.at,week\n\
         助攻,not_name.head,x\n助攻,time.at,1 week\n助攻,time.at,2 week\n",
        &[
            "2: column `class`: `target.befor` is no class; did you mean `target.before`? \
             `lexicon/README.md` lists them",
            "3: column `value`: `more` is not allowed (allowed: eq, ge, gt, le, lt, approx)",
            "4: column `value`: `week` is no value of `time.at` (a number and one of day, week, month, \
             quarter, year: `-1 month` for the month before)",
            "5: column `value`: `x` is no value of `not_name.head` (empty)",
            "7: column `word`: stands in line 6 already",
        ],
    ),
    (
        OwnTable::Measures,
        "word,base,factor,kind\n箱,箱,0.5,count\n篮,篮,1,counts\n\"a\nb\",篮,1,count\n",
        &[
            "2: column `factor`: `0.5` is no whole number from 1 to 4294967295",
            "3: column `kind`: `counts` is not allowed; did you mean `count`? (allowed: count, \
                 person, money, ratio, time, date, size, data, rank)",
            "4: column `word`: holds a line break or a control character",
        ],
    ),
    (
        OwnTable::Units,
        "short,full,levels,kind,aliases,since,ambiguous,scope\n\
             {l}数据办,,city,government,,,,\n\
             {x}办,办,city|state,goverment,,20,no,hubei\n\
             {l},办,city,other,{p}{p}办,,,\n\
             {l办,办{R,city,other,办},,,\n",
        &[
            "2: column `full`: is empty; only a row with `yes` under `ambiguous` can do without",
            "3: column `since`: `20` is no year from 1900 to 2999",
            "3: column `kind`: `goverment` is not allowed; did you mean `government`? (allowed: \
                 party, government, people_congress, cppcc, mass_organisation, agency, subdistrict, \
                 enterprise, institution, military, collective, other)",
            "3: column `short`: `{x}` is no placeholder (allowed: {l}, {p}, {c})",
            "3: column `levels`: `state` is not allowed (allowed: national, province, city, \
                 district, town); several stand with | between them",
            "3: column `ambiguous`: `no` is not allowed (allowed: yes, (empty))",
            "3: column `scope`: `hubei` is no beginning of a division code (42 for Hubei, !31 for \
                 all but Shanghai)",
            "4: column `short`: `{l}` needs words behind {l}",
            "4: column `aliases`: `{p}{p}办` holds more than one placeholder",
            "5: column `short`: `{l办` is no placeholder (allowed: {l}, {p}, {c})",
            "5: column `aliases`: `}` is no placeholder (allowed: {l}, {p}, {c})",
            "5: column `full`: `{R` is no placeholder (allowed: {R}, {p}, {c}, \
                 {province})",
        ],
    ),
];

#[test]
fn errors_name_line_column_and_what_is_allowed() {
    for (table, csv, expected) in WRONG {
        assert_eq!(errors(*table, csv), *expected, "{csv}");
    }
}

#[test]
fn an_own_name_that_holds_at_one_place_stands_beside_the_built_in_ones() {
    let table = "short,full,levels,kind,scope\n{l}发改委,{R}发展改革中心,city,institution,42\n";
    let lexicon = Lexicon::with_rows(&own(&[(OwnTable::Units, table)]));
    let everywhere = table.replace(",42\n", ",\n");
    let replaced = Lexicon::with_rows(&own(&[(OwnTable::Units, &everywhere)]));
    let candidates = |lexicon: &Lexicon| {
        let reading = lexicon.organisations.read("市发改委").map(|reading| reading.named);
        match reading {
            Some(crate::names::recognise::Named::Pattern { candidates, .. }) => candidates.len(),
            _ => 0,
        }
    };
    assert_eq!(candidates(&lexicon), candidates(Lexicon::builtin()) + 1);
    assert_eq!(candidates(&replaced), 1);
}

use super::{Issuer, Surface, resolve};
use crate::diagnostic::Notes;
use crate::lexicon::Lexicon;
use crate::model::Unit;
use crate::span::TextRange;

const WUCHANG: &str = "武汉市武昌区人民政府办公室";
const WUHAN: &str = "武汉市人民政府办公厅";

/// Resolves surfaces that are one list each where `+` joins them.
fn units(issuer: &str, year: i16, lists: &[&str]) -> (Vec<Unit>, Vec<usize>) {
    let mut surfaces: Vec<Surface> = Vec::new();
    for list in lists {
        for (nth, text) in list.split('+').enumerate() {
            let after = (nth > 0).then(|| surfaces.len() - 1);
            surfaces.push(Surface { text: text.to_owned(), range: TextRange::default(), after });
        }
    }
    let issuer = Issuer {
        names: vec![issuer.to_owned()],
        issued_on: Some(jiff::civil::date(year, 3, 31)),
        definitions: Vec::new(),
    };
    let (units, which) = resolve(Lexicon::builtin(), &issuer, &surfaces, &mut Notes::default());
    (units, which.into_iter().map(crate::model::UnitId::index).collect())
}

fn name(issuer: &str, surface: &str) -> String {
    let (units, which) = units(issuer, 2025, &[surface]);
    units[*which.last().unwrap()].name.clone()
}

#[test]
fn seeds_print() {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../shared/lexicon-facts/seed_units.jsonl");
    let Ok(text) = std::fs::read_to_string(path) else {
        eprintln!("skipped: no ../shared");
        return;
    };
    for (seed, issuer, year) in [
        ("000", WUCHANG, 2025),
        ("001", WUHAN, 2025),
        ("002", WUCHANG, 2025),
        ("003", WUHAN, 2024),
        ("004", WUHAN, 2022),
    ] {
        for line in text.lines() {
            let row: serde_json::Value = serde_json::from_str(line).unwrap();
            if !row["seeds"].as_array().unwrap().iter().any(|s| s == seed) {
                continue;
            }
            let surface = row["surface"].as_str().unwrap();
            let (units, _) = units(issuer, year, &[surface]);
            let unit = &units[0];
            println!(
                "{seed}\t{surface}\t{}\t{}\t{}\t{}\t{:?}\t{:?}\t{:?}\t{:?}",
                row["canonical"].as_str().unwrap(),
                unit.name,
                row["confidence"],
                row["mention_role"],
                unit.kind,
                unit.level,
                unit.jurisdiction,
                unit.division_code
            );
        }
    }
}

#[test]
fn gold_print() {
    let shared = concat!(env!("CARGO_MANIFEST_DIR"), "/../shared/gold");
    for folder in ["seeds", "real"] {
        let Ok(files) = std::fs::read_dir(format!("{shared}/{folder}")) else { return };
        let mut files: Vec<_> = files.map(|f| f.unwrap().path()).collect();
        files.sort();
        for file in files {
            let gold: serde_json::Value =
                serde_json::from_str(&std::fs::read_to_string(&file).unwrap()).unwrap();
            let meta = &gold["metadata"];
            let mut names: Vec<String> = meta["signatories"]
                .as_array()
                .map(|a| a.iter().map(|s| s.as_str().unwrap().to_owned()).collect())
                .unwrap_or_default();
            for key in ["publisher", "title"] {
                if let Some(s) = meta[key].as_str() {
                    names.push(s.to_owned())
                }
            }
            let issuer = Issuer {
                names,
                issued_on: meta["issued_on"].as_str().and_then(|s| s.parse().ok()),
                definitions: Vec::new(),
            };
            let mut surfaces: Vec<Surface> = Vec::new();
            let fold = |s: &str| s.replace('（', "(").replace('）', ")").replace('，', ",");
            for task in gold["tasks"].as_array().unwrap() {
                let mut last: Option<usize> = None;
                for unit in task["units"].as_array().unwrap() {
                    let text = fold(unit.as_str().unwrap().split_once(':').unwrap().1);
                    surfaces.push(Surface { text, range: TextRange::default(), after: last });
                    last = Some(surfaces.len() - 1);
                }
            }
            for duty in gold["duties"].as_array().unwrap() {
                surfaces.push(Surface {
                    text: fold(duty[1].as_str().unwrap()),
                    range: TextRange::default(),
                    after: None,
                });
            }
            for group in gold["groups"].as_array().into_iter().flatten() {
                for member in group["members"].as_array().into_iter().flatten() {
                    let post = fold(
                        member.as_array().unwrap().last().unwrap().as_str().unwrap_or_default(),
                    );
                    if let Some(end) = Lexicon::builtin().organisations.reach(&post) {
                        surfaces.push(Surface {
                            text: post[..end].to_owned(),
                            range: TextRange::default(),
                            after: None,
                        });
                    }
                }
            }
            let mut notes = Notes::default();
            let (units, _) = resolve(Lexicon::builtin(), &issuer, &surfaces, &mut notes);
            println!("== {} {:?}", file.file_name().unwrap().to_str().unwrap(), issuer.names);
            for u in units {
                println!(
                    "  {}\t{}\t{:?} {:?} {} {} {}{:?} {:?}",
                    u.surfaces.join(" "),
                    u.name,
                    u.kind,
                    u.level.map(|l| format!("{l:?}")).unwrap_or_default(),
                    u.jurisdiction.unwrap_or_default(),
                    u.division_code.unwrap_or_default(),
                    if u.collective { "*" } else { "" },
                    u.includes,
                    u.aliases
                );
            }
            println!("  notes {:?}", notes.list().iter().map(|n| &n.message).collect::<Vec<_>>());
        }
    }
}

//! A few records and pages as a person would read them. Review with `cargo insta`, or set
//! `INSTA_UPDATE=always` and read the difference; never accept in bulk.

use crate::support::command::transcript;
use crate::support::{dump::dump, record_of, record_of_file, root, see};
use serde_json::Value;

#[test]
fn records_of_the_corpus() {
    for name in ["06-street-alleys", "12-reply-zone", "15-bill-silver-economy.damaged"] {
        let record = record_of_file(&root().join(format!("corpus/{name}.txt")));
        see!(name, dump(&record));
    }
}

/// Every field of a small notice that has something in every list.
#[test]
fn a_record_as_json() {
    let notice = "青禾区人民政府关于增设停车位的通知\n青禾政〔2025〕6号\n各街道办事处:\n\
        一、新增车位。2025年9月底前,新增停车位300个以上。责任单位:区住建局)\n\
        二、加强领导。成立停车工作领导小组,由区住建局局长任组长,区财政局为成员。\n\
        青禾区人民政府\n2025年3月18日\n";
    let mut record = record_of("notice.txt", notice.as_bytes());
    // They change with every revision of the words.
    record["edition"] = "…".into();
    record["extractor"] = "…".into();
    let lines = record.as_object().unwrap().iter().map(|(name, value)| match value {
        Value::Array(items) => {
            let items = items.iter().map(|item| format!("  {item}\n"));
            format!("{name}\n{}", items.collect::<String>())
        }
        value => format!("{name} {value}\n"),
    });
    see!("record", lines.collect::<String>());
}

#[test]
fn a_code_and_a_rule_are_explained() {
    let commands: &[&[&str]] =
        &[&["explain", "date-ambiguous"], &["explain", "target/amount-after-noun"]];
    see!("explain", transcript(root(), commands));
}

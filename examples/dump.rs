fn main() {
    for path in std::env::args().skip(1) {
        let source =
            gongwen::source::Source::from_bytes(path.clone(), std::fs::read(&path).unwrap());
        let doc = gongwen::reader::read(&source, None);
        let t = gongwen::tidy::tidy(doc.layer.text(), &mut Default::default());
        println!("=== {path}");
        for l in &t.lines {
            println!(
                "{}{}{}| {}",
                l.gap,
                if l.physical > 1 { format!("w{}", l.physical) } else { String::new() },
                if l.page_number { "P" } else { "" },
                l.range.of(&t.text)
            );
        }
    }
}

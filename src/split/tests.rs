use super::notices;
use crate::document::TextLayer;
use crate::lexicon::Lexicon;

const FIRST: &str = "临江市人民政府办公室关于做好防汛工作的通知
临政办〔2025〕3号
各区人民政府,市政府各部门:
请加强值守。(责任单位:市水利局)
临江市人民政府办公室
2025年5月6日
";
const SECOND: &str = "临江市人民政府办公室关于做好抗旱工作的通知
临政办〔2025〕4号
各区人民政府:
请检修泵站。(责任单位:市水利局)
临江市人民政府办公室
2025年7月8日
";

/// The first words of each notice.
fn starts(text: &str) -> Vec<String> {
    let layer = TextLayer::new(text);
    let ranges = notices(Lexicon::builtin(), &layer);
    let ends: Vec<usize> = ranges.iter().map(|range| range.end).collect();
    assert_eq!(ends.last(), Some(&text.len()));
    assert!(
        ranges.iter().skip(1).map(|range| range.start).eq(ends[..ends.len() - 1].iter().copied())
    );
    ranges.into_iter().map(|range| text[range].chars().take(4).collect()).collect()
}

#[test]
fn a_head_below_a_signed_notice_begins_another() {
    let above = SECOND.replacen(
        "临江市人民政府办公室关于做好抗旱工作的通知\n临政办〔2025〕4号\n",
        "临政办〔2025〕4号\n\n关于做好抗旱工作的通知\n\n",
        1,
    );
    let unnumbered = SECOND.replacen("临政办〔2025〕4号\n", "", 1);
    let windows = SECOND.replace('\n', "\r\n");
    let broken = SECOND.replacen("关于做好", "\n关于做好", 1).replacen(":", "：", 1);
    let ordinal = format!("2.\n{SECOND}");
    let printed = format!("抄送:市委办公室。\n临江市人民政府办公室2025年5月7日印发\n{SECOND}");
    for (second, start) in [
        (SECOND, "临江市人"),
        (&above, "临政办〔"),
        (&unnumbered, "临江市人"),
        (&windows, "临江市人"),
        (&broken, "临江市人"),
        (&ordinal, "2.\n临"),
        (&printed, "临江市人"),
    ] {
        let found = starts(&format!("{FIRST}\n{second}"));
        assert_eq!(found.len(), 2, "{second}");
        assert_eq!(found[1], start);
    }
    let third = SECOND.replace("抗旱", "防火").replace("4号", "5号");
    assert_eq!(starts(&format!("{FIRST}{SECOND}{third}")).len(), 3);
}

#[test]
fn what_a_notice_carries_is_a_part_of_it() {
    let unsigned = FIRST.rsplit_once("临江市").unwrap().0;
    let forwarding = FIRST.replace("做好防汛工作", "转发市水利局有关文件");
    let issuing = "临江市人民政府办公室关于印发防汛方案的通知\n临政办〔2025〕3号\n各区人民政府:\n\
                   现将防汛方案印发给你们。\n临江市人民政府办公室\n2025年5月6日\n临江市防汛方案\n\
                   一、总体要求\n加强值守。\n";
    let one = [
        FIRST.to_owned(),
        issuing.to_owned(),
        // Neither signed nor dated: it may be a page about the other.
        format!("{unsigned}{SECOND}"),
        format!("{forwarding}{SECOND}"),
        // The same notice twice.
        format!("{FIRST}{FIRST}"),
        // An attachment that is a notice.
        format!("{FIRST}附件\n{SECOND}"),
        format!("{FIRST}附件2:\n{SECOND}"),
        format!("{FIRST}附件1:关于做好抗旱工作的通知\n{SECOND}"),
        // No recipients, and no genre.
        format!("{FIRST}{}", SECOND.replace("各区人民政府:\n", "")),
        format!("{FIRST}{}", SECOND.replacen("工作的通知", "若干事项", 1)),
    ];
    for text in one {
        assert_eq!(starts(&text).len(), 1, "{text}");
    }
    assert_eq!(starts(&format!("{issuing}{SECOND}")).len(), 2);
    assert_eq!(starts("").len(), 1);
}

#[test]
fn places_are_those_of_the_whole_text() {
    let layer = TextLayer::new(format!("{FIRST}{SECOND}"));
    let found = crate::extract_all(Lexicon::builtin(), &layer);
    assert_eq!(found.len(), 2);
    let second = &found[1].notice;
    let title = second.metadata.title.as_ref().unwrap();
    assert_eq!(layer.words(title.span), title.value);
    assert_eq!(title.span.start as usize, FIRST.chars().count());
    let task = &second.tasks[0];
    assert_eq!(layer.words(task.responsibilities[0].span), "市水利局");
    assert_eq!(second.segments[0].span.start as usize, FIRST.chars().count());
    assert_eq!(second.segments.last().unwrap().span.end, layer.len());
    let alone = crate::extract(Lexicon::builtin(), &TextLayer::new(SECOND));
    assert_eq!(found[1].doc_id, alone.doc_id);
}

//! Numbers with which an item, a section or an article begins.

/// True for a line that begins with `一、`, `（一）`, `1.`, `1、`, `（1）`, `①` or `第一条`.
pub(super) fn is_numbered(line: &str) -> bool {
    let mut chars = line.trim_start().chars();
    match chars.next() {
        Some('①'..='⑳') => true,
        Some('（' | '(') => matches!(after_number(chars.as_str()), Some((_, '）' | ')', _))),
        Some('第') => {
            let ends = |c| matches!(c, '条' | '章' | '节' | '编');
            after_number(chars.as_str()).is_some_and(|(_, c, _)| ends(c))
        }
        _ => match after_number(line.trim_start()) {
            Some((_, '、', _)) => true,
            // `1.5` is a number of its own.
            Some((true, '.' | '．', next)) => next.is_some_and(|c| !c.is_numeric()),
            _ => false,
        },
    }
}

/// Behind a number of at most five digits: whether they are Arabic, what stands there, and what
/// stands behind that.
fn after_number(text: &str) -> Option<(bool, char, Option<char>)> {
    let is_han = |c: char| "一二三四五六七八九十百零〇".contains(c);
    let is_arabic = |c: char| c.is_ascii_digit() || ('０'..='９').contains(&c);
    let first = text.chars().next()?;
    let arabic = is_arabic(first);
    let fits = |c: &char| if arabic { is_arabic(*c) } else { is_han(*c) };
    let count = text.chars().take(6).take_while(fits).count();
    let mut rest = text.chars().skip(count);
    let next = rest.next().filter(|_| (1..=5).contains(&count))?;
    Some((arabic, next, rest.next()))
}

#[cfg(test)]
mod tests {
    use super::is_numbered;

    #[test]
    fn markers_are_told_from_numbers_in_the_text() {
        for line in [
            "一、总体要求",
            "（十二）加强",
            "1.组织",
            "12、组织",
            "(3)组织",
            "②组织",
            "第三十条 组织",
            "３．组织",
        ] {
            assert!(is_numbered(line), "{line}");
        }
        for line in ["", "一是加强", "1.5亿元", "2025年", "（一", "第一批项目", "（市）局"]
        {
            assert!(!is_numbered(line), "{line}");
        }
    }
}

//! The characters that numerals are written with, and what each is worth.

/// A Chinese digit.
#[must_use]
pub(crate) fn digit(han: char) -> Option<u32> {
    Some(match han {
        '零' | '〇' | '○' => 0,
        '一' | '壹' => 1,
        '二' | '两' | '贰' => 2,
        '三' | '叁' => 3,
        '四' | '肆' => 4,
        '五' | '伍' => 5,
        '六' | '陆' => 6,
        '七' | '柒' => 7,
        '八' | '捌' => 8,
        '九' | '玖' => 9,
        _ => return None,
    })
}

/// 十, 百, 千.
pub(super) fn small(han: char) -> Option<u32> {
    Some(match han {
        '十' | '拾' => 10,
        '百' | '佰' => 100,
        '千' | '仟' => 1000,
        _ => return None,
    })
}

/// 万, 亿.
pub(super) fn large(han: char) -> Option<u32> {
    Some(match han {
        '万' | '萬' => 10_000,
        '亿' | '億' => 100_000_000,
        _ => return None,
    })
}

/// 廿, 卅: tens in one character.
pub(super) fn tens(han: char) -> Option<u32> {
    Some(match han {
        '廿' => 20,
        '卅' => 30,
        _ => return None,
    })
}

/// 壹, 贰, 拾: the forms of cheques and contracts, which are words of their own as well (陆地, 拾起).
pub(super) fn is_formal(han: char) -> bool {
    matches!(
        han,
        '壹' | '贰'
            | '叁'
            | '肆'
            | '伍'
            | '陆'
            | '柒'
            | '捌'
            | '玖'
            | '拾'
            | '佰'
            | '仟'
            | '萬'
            | '億'
    )
}

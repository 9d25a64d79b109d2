//! A large archive made of the corpus: each notice with a place, a number and figures of its own, in
//! the encoding and with the damage of the file that it is made from.

use anyhow::{Context, Result};
use gongwen_formats::source::Source;
use std::fs;
use std::path::{Path, PathBuf};

/// Syllables of invented places.
const PLACES: &str =
    "安宝昌德丰福广海和恒弘华吉嘉建金景康丽临隆南平清庆荣瑞胜泰天通万文西新兴阳永玉源云泽正中";

/// Writes `count` notices below `folder`, some hundred to a folder.
pub(crate) fn write(corpus: &Path, count: usize, folder: &Path) -> Result<()> {
    let templates = templates(corpus)?;
    for number in 0..count {
        let template = &templates[number % templates.len()];
        let place = folder.join(format!("{:03}", number / 400));
        if number % 400 == 0 {
            fs::create_dir_all(&place).with_context(|| place.display().to_string())?;
        }
        let path = place.join(format!("{number:07}.txt"));
        fs::write(&path, template.filled(number)).with_context(|| path.display().to_string())?;
    }
    Ok(())
}

struct Template {
    text: String,
    encoding: String,
    /// The two characters before 市, 区 or 县 in the title.
    place: Option<String>,
}

fn templates(corpus: &Path) -> Result<Vec<Template>> {
    let entries = fs::read_dir(corpus).with_context(|| corpus.display().to_string())?;
    let mut paths: Vec<PathBuf> = entries.map(|entry| Ok(entry?.path())).collect::<Result<_>>()?;
    paths.retain(|path| path.extension().is_some_and(|ending| ending == "txt"));
    paths.sort();
    paths.iter().map(|path| template(path)).collect()
}

fn template(path: &Path) -> Result<Template> {
    let document = gongwen_formats::read(&Source::open(path, path.to_string_lossy())?, None);
    let text = document.layer.text().to_owned();
    let place = place_of(&text);
    Ok(Template { text, encoding: document.info.encoding, place })
}

fn place_of(text: &str) -> Option<String> {
    let chars: Vec<char> = text.chars().take(400).collect();
    let at = chars.windows(3).position(|three| {
        let han = |c: &char| ('\u{4E00}'..='\u{9FFF}').contains(c);
        "市区县".contains(three[2]) && three[..2].iter().all(han)
    })?;
    Some(chars[at..at + 2].iter().collect())
}

impl Template {
    fn filled(&self, number: usize) -> Vec<u8> {
        let mut text = self.text.clone();
        if let Some(place) = &self.place {
            text = text.replace(place.as_str(), &invented(number));
        }
        // A number of its own after every 〔year〕, and figures of two digits that differ.
        text = text.replace("号", &format!("{}号", number % 997));
        text = text.replace("20个", &format!("{}个", 20 + number % 79));
        text = text.replace("30", &format!("{}", 30 + number / 79 % 69));
        encoded(&text, &self.encoding)
    }
}

fn invented(number: usize) -> String {
    let syllables: Vec<char> = PLACES.chars().collect();
    let at = |n: usize| syllables[n % syllables.len()];
    [at(number / 29), at(number / 29 / syllables.len() + number)].iter().collect()
}

fn encoded(text: &str, encoding: &str) -> Vec<u8> {
    match encoding {
        "UTF-16LE" => text.encode_utf16().flat_map(u16::to_le_bytes).collect(),
        "UTF-16BE" => text.encode_utf16().flat_map(u16::to_be_bytes).collect(),
        other => match gongwen_formats::encoding_of_name(other) {
            Some(encoding) => encoding.encode(text).0.into_owned(),
            None => text.as_bytes().to_vec(),
        },
    }
}

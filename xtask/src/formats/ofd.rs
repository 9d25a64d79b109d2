//! A notice as OFD, the fixed layout of the country: a text object a line, no embedded fonts.

use super::notice::Notice;
use super::ofd_layout::{Drawing, Page, lay_out};
use super::pack::zip;
use super::xml::escape;
use anyhow::Result;

const SPACE: &str = "xmlns:ofd=\"http://www.ofdspec.org/2016\"";
const DECLARATION: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n";
/// The first object number that is free after those of pages, fonts and layers.
const FIRST_OBJECT: usize = 1000;

/// The bytes of the package.
pub(super) fn package(notice: &Notice) -> Result<Vec<u8>> {
    let pages = lay_out(notice);
    let mut object = FIRST_OBJECT;
    let mut members = vec![
        ("OFD.xml".to_owned(), root(notice).into_bytes()),
        ("Doc_0/PublicRes.xml".to_owned(), resources().into_bytes()),
    ];
    for (at, page) in pages.iter().enumerate() {
        let content = content(page, at, &mut object);
        members.push((format!("Doc_0/Pages/Page_{at}/Content.xml"), content.into_bytes()));
    }
    members
        .insert(1, ("Doc_0/Document.xml".to_owned(), document(pages.len(), object).into_bytes()));
    zip(&members)
}

fn root(notice: &Notice) -> String {
    let day = notice.choice.published.split(' ').next().unwrap_or_default();
    format!(
        "{DECLARATION}<ofd:OFD {SPACE} Version=\"1.1\" DocType=\"OFD\"><ofd:DocBody><ofd:DocInfo>\
         <ofd:DocID>{}</ofd:DocID><ofd:Title>{}</ofd:Title><ofd:Author>{}</ofd:Author>\
         <ofd:CreationDate>{day}</ofd:CreationDate><ofd:Creator>gongwen xtask formats</ofd:Creator></ofd:DocInfo>\
         <ofd:DocRoot>Doc_0/Document.xml</ofd:DocRoot></ofd:DocBody></ofd:OFD>",
        notice.choice.name,
        escape(&notice.title()),
        escape(notice.signer()),
    )
}

fn document(pages: usize, last: usize) -> String {
    let list: String = (0..pages)
        .map(|at| format!("<ofd:Page ID=\"{}\" BaseLoc=\"Pages/Page_{at}/Content.xml\"/>", 10 + at))
        .collect();
    format!(
        "{DECLARATION}<ofd:Document {SPACE}><ofd:CommonData><ofd:MaxUnitID>{last}</ofd:MaxUnitID>\
         <ofd:PageArea><ofd:PhysicalBox>0 0 210 297</ofd:PhysicalBox></ofd:PageArea>\
         <ofd:PublicRes>PublicRes.xml</ofd:PublicRes></ofd:CommonData><ofd:Pages>{list}</ofd:Pages></ofd:Document>"
    )
}

fn resources() -> String {
    format!(
        "{DECLARATION}<ofd:Res {SPACE} BaseLoc=\"Res\"><ofd:Fonts>\
         <ofd:Font ID=\"1\" FontName=\"仿宋_GB2312\" FamilyName=\"仿宋_GB2312\"/>\
         <ofd:Font ID=\"2\" FontName=\"方正小标宋简体\" FamilyName=\"方正小标宋简体\"/></ofd:Fonts></ofd:Res>"
    )
}

fn content(page: &Page, at: usize, object: &mut usize) -> String {
    let mut out = format!(
        "{DECLARATION}<ofd:Page {SPACE}><ofd:Area><ofd:PhysicalBox>0 0 210 297</ofd:PhysicalBox></ofd:Area>\
         <ofd:Content><ofd:Layer ID=\"{}\" Type=\"Body\">",
        500 + at
    );
    for drawing in &page.drawings {
        *object += 1;
        out.push_str(&draw(drawing, *object));
    }
    out + "</ofd:Layer></ofd:Content></ofd:Page>"
}

fn draw(drawing: &Drawing, id: usize) -> String {
    match drawing {
        Drawing::Box { x, y, width, height } => format!(
            "<ofd:PathObject ID=\"{id}\" Boundary=\"{x:.2} {y:.2} {width:.2} {height:.2}\" LineWidth=\"0.25\">\
             <ofd:AbbreviatedData>M 0 0 L {width:.2} 0 L {width:.2} {height:.2} L 0 {height:.2} C</ofd:AbbreviatedData></ofd:PathObject>"
        ),
        Drawing::Line { x, y, size, font, text } => {
            let advances: Vec<f64> = text.chars().map(|c| advance(c) * size).collect();
            let width: f64 = advances.iter().sum();
            let steps = steps(&advances[..advances.len().saturating_sub(1)]);
            let steps = if steps.is_empty() { steps } else { format!(" DeltaX=\"{steps}\"") };
            format!(
                "<ofd:TextObject ID=\"{id}\" Boundary=\"{x:.2} {y:.2} {width:.2} {size:.2}\" Font=\"{font}\" Size=\"{size:.2}\">\
                 <ofd:TextCode X=\"0\" Y=\"{:.2}\"{steps}>{}</ofd:TextCode></ofd:TextObject>",
                size * 0.86,
                escape(text)
            )
        }
    }
}

/// Width of a character in parts of its size.
pub(super) fn advance(c: char) -> f64 {
    if c.is_ascii() { 0.5 } else { 1.0 }
}

/// Distances from character to character; runs of the same one are written `g COUNT DISTANCE`.
fn steps(advances: &[f64]) -> String {
    let runs = advances.chunk_by(|one, next| one == next);
    let runs = runs.map(|run| match run.len() {
        1 => format!("{:.2}", run[0]),
        count => format!("g {count} {:.2}", run[0]),
    });
    runs.collect::<Vec<_>>().join(" ")
}

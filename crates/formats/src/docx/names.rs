//! Names of elements and attributes that are read, and of elements that are passed over.

use super::xml::Namespace;

/// Elements that become nodes. All others are wrappers whose children move up.
const ELEMENTS: &str = "p tbl tblGrid gridCol tr tc sectPr altChunk txbxContent footnote endnote pPr pStyle \
    numPr ilvl numId outlineLvl tblPr trPr tcPr gridSpan vMerge hMerge gridBefore gridAfter \
    cellDel headerReference footerReference titlePg evenAndOddHeaders footnotePr endnotePr r \
    rPr rStyle rFonts vertAlign vanish specVanish t tab br cr ptab noBreakHyphen sym fldChar fldSimple \
    instrText ruby rubyBase footnoteReference endnoteReference footnoteRef endnoteRef ins \
    del moveTo moveFrom listPr vmerge hmerge hdr ftr style name basedOn docDefaults rPrDefault abstractNum num lvl start \
    numFmt lvlText suff lvlRestart isLgl lvlOverride startOverride numStyleLink styleLink \
    abstractNumId Relationship sheet row col";

/// Elements of earlier states, of looks, or of data behind the text, with all that is in them.
const SKIPPED: &str = "pPrChange rPrChange tblPrChange trPrChange tcPrChange sectPrChange tblGridChange \
    tblPrExChange numberingChange cellMerge sdtPr sdtEndPr smartTagPr customXmlPr ffData \
    fldData binData tblPrEx tblBorders tcBorders pBdr tblCellMar tcMar tabs rt rubyPr \
    delText delInstrText latentStyles tblStylePr pPrDefault";

const MATH: &str = "t f num den";
const VML: &str = "textpath";
const COMPATIBILITY: &str = "AlternateContent Choice Fallback";

const ATTRIBUTES: &str = "val numId abstractNumId ilvl styleId type default id space char font ascii hAnsi \
    fldCharType instr customMarkFollows format Id Type Target TargetMode r hidden min max \
    name state string w";

/// The name of an element that is read.
pub(super) fn element(namespace: Namespace, local: &str) -> Option<&'static str> {
    match namespace {
        Namespace::Main => known(ELEMENTS, local),
        Namespace::Math => known(MATH, local),
        Namespace::Compatibility => known(COMPATIBILITY, local),
        Namespace::Vml => known(VML, local),
        Namespace::Annotation => known("annotation", local),
        Namespace::Hint => hint(local),
        Namespace::Other => None,
    }
}

/// What Word 2003 wrote beside a numbered paragraph: the label that it shows, and the font of it.
fn hint(local: &str) -> Option<&'static str> {
    match local {
        "t" => Some("label"),
        "font" => Some("labelFont"),
        _ => None,
    }
}

/// True for an element that is passed over with all that is in it.
pub(super) fn is_skipped(namespace: Namespace, local: &str) -> bool {
    namespace == Namespace::Main && known(SKIPPED, local).is_some()
}

/// The name of an attribute that is read.
pub(super) fn attribute(local: &str) -> Option<&'static str> {
    known(ATTRIBUTES, local)
}

fn known(names: &'static str, local: &str) -> Option<&'static str> {
    names.split(' ').find(|name| *name == local)
}

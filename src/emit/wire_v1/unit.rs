//! Organisations.

use schemars::JsonSchema;
use serde::Serialize;

/// What an organisation is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum UnitKind {
    /// Committee or department of the party (党委部门).
    Party,
    /// Government or one of its departments (政府及其部门).
    Government,
    /// People's congress (人大).
    PeopleCongress,
    /// Political consultative conference (政协).
    Cppcc,
    /// Mass organisation (群团).
    MassOrganisation,
    /// Agency that runs a zone (管委会).
    Agency,
    /// Subdistrict (街道).
    Subdistrict,
    /// Enterprise (企业).
    Enterprise,
    /// Public institution (事业单位).
    Institution,
    /// Armed forces (军队).
    Military,
    /// A class of bodies (各区人民政府).
    Collective,
    /// None of these, or unknown.
    Other,
}

/// The level of the state that an organisation works at.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Level {
    /// The state as a whole (中央).
    National,
    /// Province, autonomous region or municipality (省).
    Province,
    /// City or prefecture (市、州、盟).
    City,
    /// District or county (区、县、旗).
    District,
    /// Town or subdistrict (乡、镇、街道).
    Town,
}

/// Whether a name says by itself which body it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Naming {
    /// The full official name, or one that holds its place (武汉市财政局, 财政部).
    InFull,
    /// As the notice writes it, which says which body it is only within its place or notice
    /// (市供电公司).
    AsWritten,
}

/// An organisation, once for the whole notice. Its names are explained by their rules; the places
/// are those of the responsibilities and members that refer to it.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct Unit<'a> {
    /// Id within the record: `u1`, `u2` … in order of first appearance.
    pub id: String,
    /// The full official name where it can be derived, else the name as written.
    pub name: &'a str,
    /// Whether `name` says by itself which body it is.
    pub naming: Naming,
    /// The spellings in this notice, in order of appearance.
    pub surfaces: Vec<&'a str>,
    /// What it is.
    pub kind: UnitKind,
    /// Its level.
    pub level: Option<Level>,
    /// The place that it works for: `武汉市武昌区`.
    pub jurisdiction: Option<&'a str>,
    /// GB/T 2260 code of that place.
    pub division_code: Option<&'a str>,
    /// True for a class of bodies: 各区人民政府, 各街道.
    pub collective: bool,
    /// What a note 〈含…〉 adds; a note that ends in 下同 holds for the rest of the document.
    pub includes: Vec<&'a str>,
    /// Other names of the same body, not necessarily in this notice.
    pub aliases: Vec<&'a str>,
}

//! Organisations.

use super::{Id, View};
use crate::model;

closed! {
    /// What an organisation is. | 单位的性质。
    pub enum UnitKind of model::UnitKind {
        /// Committee or department of the party (党委部门). | 党委及其部门。
        Party = "party",
        /// Government or one of its departments (政府及其部门). | 政府及其部门。
        Government = "government",
        /// People's congress (人大). | 人大。
        PeopleCongress = "people_congress",
        /// Political consultative conference (政协). | 政协。
        Cppcc = "cppcc",
        /// Mass organisation (群团). | 群团组织。
        MassOrganisation = "mass_organisation",
        /// Agency that runs a zone (管委会). | 管委会。
        Agency = "agency",
        /// Subdistrict (街道). | 街道。
        Subdistrict = "subdistrict",
        /// Enterprise (企业). | 企业。
        Enterprise = "enterprise",
        /// Public institution (事业单位). | 事业单位。
        Institution = "institution",
        /// Armed forces (军队). | 军队。
        Military = "military",
        /// A class of bodies (各区人民政府). | 一类单位的统称（各区人民政府）。
        Collective = "collective",
        /// None of these, or unknown. | 其他或不明。
        Other = "other",
    }
}

closed! {
    /// The level of the state that an organisation works at. | 单位的层级。
    pub enum Level of model::Level {
        /// The state as a whole (中央). | 中央。
        National = "national",
        /// Province, autonomous region or municipality (省). | 省、自治区、直辖市。
        Province = "province",
        /// City or prefecture (市、州、盟). | 市、州、盟。
        City = "city",
        /// District or county (区、县、旗). | 区、县、旗。
        District = "district",
        /// Town or subdistrict (乡、镇、街道). | 乡、镇、街道。
        Town = "town",
    }
}

closed! {
    /// Whether a name says by itself which body it is. | 名称本身是否足以确定是哪个单位。
    pub enum Naming of model::Naming {
        /// The full official name, or one that holds its place (武汉市财政局, 财政部).
        /// | 全称，或带有地名、足以确定单位的名称（武汉市财政局、财政部）。
        InFull = "in_full",
        /// As the notice writes it, which says which body it is only within its place or notice
        /// (市供电公司). | 公文中的写法，只在当地或本公文内才能确定是哪个单位（市供电公司）。
        AsWritten = "as_written",
    }
}

object! {
    /// An organisation, once for the whole notice. Its names are explained by their rules; the places
    /// are those of the responsibilities and members that refer to it.
    /// | 单位，每件公文中各列一次。名称由相应规则解释；位置见指向它的责任分工和成员。
    #[derive(Clone, Debug)]
    pub struct Unit<'a>
    read |view, at, from: &'a model::Unit| {
        /// Id within the record: `u1`, `u2` … in order of first appearance. | 记录内编号：按首次出现的次序为
        /// `u1`、`u2`……
        id: String, column 4 as local_id = Id::nth("u", at);
        /// The full official name where it can be derived, else the name as written.
        /// | 单位全称；推不出全称时为原文名称。
        name: &'a str, column 6, fact 1 = &from.name;
        /// Whether `name` says by itself which body it is. | `name` 本身是否足以确定是哪个单位。
        naming: Naming = Naming::from(from.naming);
        /// The spellings in this notice, in order of appearance. | 在本公文中的各种写法，按出现次序。
        surfaces: Vec<&'a str>, column 12 = view.words(&from.surfaces);
        /// What it is. | 单位性质。
        kind: UnitKind, column 7, fact 2 = UnitKind::from(from.kind);
        /// Its level. | 单位层级；不明时为空。
        level: Option<Level>, column 8, fact 3 = from.level.map(Level::from);
        /// The place that it works for: `武汉市武昌区`. | 所属行政区：`武汉市武昌区`。
        jurisdiction: Option<&'a str>, column 9, fact 4 = from.jurisdiction.as_deref();
        /// GB/T 2260 code of that place. | 该行政区的 GB/T 2260 代码。
        division_code: Option<&'a str>, column 10, fact 5 = from.division_code.as_deref();
        /// True for a class of bodies: 各区人民政府, 各街道. | 一类单位的统称为真：各区人民政府、各街道。
        collective: bool, column 11, fact 6 = from.collective;
        /// What a note 〈含…〉 adds; a note that ends in 下同 holds for the rest of the document.
        /// | 括注〈含……〉所补的单位；写明“下同”的对后文同样有效。
        includes: Vec<&'a str>, column 13, fact 7 = view.words(&from.includes);
        /// Other names of the same body, not necessarily in this notice. | 同一单位的其他名称，不一定见于本公文。
        aliases: Vec<&'a str>, column 14, fact 8 = view.words(&from.aliases);
    }
}

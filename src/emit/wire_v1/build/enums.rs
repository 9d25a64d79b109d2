//! The closed enums of the model and their twins on the wire, name by name. A value added to the
//! model does not compile here until the wire type has it too.

use crate::emit::wire_v1 as wire;
use crate::{diagnostic, model};

macro_rules! twins {
    ($($module:ident :: $name:ident { $($value:ident)* })*) => {$(
        impl From<$module::$name> for wire::$name {
            fn from(value: $module::$name) -> Self {
                match value { $($module::$name::$value => Self::$value,)* }
            }
        }
    )*};
}

twins! {
    model::PartKind { Notice IssuedDocument Attachment }
    model::TaskKind { Provision Duty TableRow }
    model::Role { Lead Responsible Support Supervise }
    model::Comparator { Eq Ge Gt Le Lt Approx Range }
    model::Modality { Strive Ensure Plan }
    model::MilestoneKind { Phase Deadline Recurring }
    model::Recurrence { Daily Weekly Monthly Quarterly Semiannual Annual }
    model::UnitKind {
        Party Government PeopleCongress Cppcc MassOrganisation Agency Subdistrict Enterprise
        Institution Military Collective Other
    }
    model::Naming { InFull AsWritten }
    model::Level { National Province City District Town }
    model::SegmentKind {
        Furniture Header Title DocumentNumber Recipients Approval Signature Date Heading Body
        Clause Duty Roster Table AttachmentList Note Blank Unexplained
    }
    diagnostic::Severity { Info Warning Error }
}

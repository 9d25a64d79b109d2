//! What can happen to a notice or to one of its facts.

use gongwen_messages::{Message, message};
use serde::{Serialize, Serializer};

/// What happened.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum What {
    /// The notice is not in the reference.
    New,
    /// The notice is not in the archive any more.
    Vanished,
    /// The bytes of its file changed.
    Edited,
    /// It cannot be read any more.
    Unreadable,
    /// It could not be read before.
    Readable,
    /// A fact was gained.
    Gained,
    /// A fact was lost.
    Lost,
    /// A fact says something else.
    Altered,
    /// A fact is the same and belongs elsewhere.
    Moved,
    /// Facts are the same, and their words are counted from elsewhere.
    Places,
}

impl What {
    /// Its name in groups and outputs.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::New => "new",
            Self::Vanished => "vanished",
            Self::Edited => "edited",
            Self::Unreadable => "unreadable",
            Self::Readable => "readable",
            Self::Gained => "gained",
            Self::Lost => "lost",
            Self::Altered => "altered",
            Self::Moved => "moved",
            Self::Places => "places",
        }
    }

    /// Its name for people.
    #[must_use]
    pub fn message(self) -> Message {
        match self {
            Self::New => message!("what.new"),
            Self::Vanished => message!("what.vanished"),
            Self::Edited => message!("what.edited"),
            Self::Unreadable => message!("what.unreadable"),
            Self::Readable => message!("what.readable"),
            Self::Gained => message!("what.gained"),
            Self::Lost => message!("what.lost"),
            Self::Altered => message!("what.altered"),
            Self::Moved => message!("what.moved"),
            Self::Places => message!("what.places"),
        }
    }

    /// True for what happened to a notice and not to one of its facts.
    #[must_use]
    pub fn is_of_notice(self) -> bool {
        !matches!(self, Self::Gained | Self::Lost | Self::Altered | Self::Moved)
    }
}

impl Serialize for What {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        to.serialize_str(self.name())
    }
}

//! Phases, deadlines and recurring obligations.

use super::declare::*;
use gongwen::emit::wire_v1::Milestone;

table! {
    /// One row a phase, a deadline or a recurring obligation. | 每行一个时间节点：阶段、完成时限或定期事项。
    milestones by milestone: &Milestone,
    each |record| record.milestones.iter().map(|item| ("", item, item.span.start));
    |row| {
        /// The task that it stands in. | 所属任务。
        6 task_id: TEXT.optional().to("tasks") => row.context.task_of(&row.item.id);
    }
    fact 19;
}

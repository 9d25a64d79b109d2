//! Who answers for a task.

use super::declare::*;
use gongwen::emit::wire_v1::Responsibility;

table! {
    /// One row a unit's part in a task. | 每行一个单位在一项任务中的分工。
    responsibilities by responsibility: &Responsibility,
    each |record| record.tasks.iter().flat_map(|task| {
        task.responsibilities.iter().map(|item| (task.id.as_str(), item, item.span.start))
    });
    |row| {
        /// The task. | 任务。
        4 task_id: TEXT.to("tasks") => row.context.key("tasks", row.owner);
    }
    fact 16;
}

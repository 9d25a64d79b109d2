//! What is to be done.

use super::declare::*;
use gongwen::emit::wire_v1::Task;

table! {
    /// One row a task: a provision with a responsibility clause, a duty line or a row of a task
    /// table. | 每行一项任务：写明责任单位的条款、职责行或任务分工表的一行。
    tasks by task: &Task, each |record| record.tasks.iter().map(|task| ("", task, task.span.start));
    |row| {}
    fact 14;
}

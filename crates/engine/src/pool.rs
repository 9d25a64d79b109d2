//! Runs jobs on threads: results in the order of the jobs, a time limit for each job, a memory budget for all.
//!
//! A job declares its cost. It starts when the jobs before it have started and its cost fits into the budget
//! beside the running jobs and the results that were not taken yet; a job that costs more than the whole budget
//! runs alone. Jobs start and results are taken in the same order, so the next result always belongs to a
//! running job and there is no deadlock. Results do not depend on the budget or the number of threads.
//!
//! A job that exceeds its time is abandoned: its result is [`Lost::Late`], and another thread replaces its
//! thread.

use super::guard::panic_message;
use gongwen_messages::{Arg, message};
use std::collections::{BTreeMap, VecDeque};
use std::io;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::thread;
use std::time::{Duration, Instant};

/// Markup inside markup takes much of the stack; what is not used takes no memory.
pub(crate) const STACK: usize = 8 << 20;

/// Who wakes so much too late was not merely busy.
const SLEEP: Duration = Duration::from_secs(2);

/// How often somebody looks whether a job runs too long.
const LOOK: Duration = Duration::from_millis(50);

/// How many jobs run at once, and what they may cost.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Terms {
    /// Threads.
    pub(crate) threads: usize,
    /// Bytes that all jobs at work and all outcomes that nobody took may take together.
    pub(crate) budget: u64,
    /// The time of one job.
    pub(crate) max_time: Duration,
}

/// Why a job has no outcome.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Lost {
    /// It ran longer than this.
    Late(Duration),
    /// It failed, with the first line of what it said.
    Failed(Arg),
}

/// Threads that work on jobs.
pub(crate) struct Pool<J, O> {
    shared: Arc<Shared<J, O>>,
    terms: Terms,
    /// The number of the next job to be pushed, and of the next outcome to be taken.
    pushed: u64,
    taken: u64,
}

impl<J, O> std::fmt::Debug for Pool<J, O> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Pool").field("terms", &self.terms).finish_non_exhaustive()
    }
}

struct Shared<J, O> {
    state: Mutex<State<J, O>>,
    /// A job may begin.
    to_do: Condvar,
    /// An outcome is there.
    done: Condvar,
    work: Box<dyn Fn(&J) -> O + Send + Sync>,
    weigh: fn(&O) -> u64,
    budget: u64,
}

struct State<J, O> {
    waiting: VecDeque<Waiting<J>>,
    running: BTreeMap<u64, Running<J>>,
    done: BTreeMap<u64, Done<J, O>>,
    /// What the jobs at work may take, and what their outcomes do take.
    used: u64,
    /// Threads that work, or wait for work.
    threads: usize,
    is_over: bool,
}

struct Waiting<J> {
    number: u64,
    job: Arc<J>,
    cost: u64,
}

struct Running<J> {
    job: Arc<J>,
    cost: u64,
    begun: Instant,
}

struct Done<J, O> {
    job: Arc<J>,
    outcome: Result<O, Lost>,
    weight: u64,
}

impl<J, O> Pool<J, O>
where
    J: Send + Sync + 'static,
    O: Send + 'static,
{
    /// Starts the threads. `weigh` returns how many bytes an outcome takes until it is taken.
    ///
    /// # Errors
    /// Where no thread can be started.
    pub(crate) fn new(
        terms: Terms,
        work: impl Fn(&J) -> O + Send + Sync + 'static,
        weigh: fn(&O) -> u64,
    ) -> io::Result<Self> {
        let state = State {
            waiting: VecDeque::new(),
            running: BTreeMap::new(),
            done: BTreeMap::new(),
            used: 0,
            threads: 0,
            is_over: false,
        };
        let shared = Arc::new(Shared {
            state: Mutex::new(state),
            to_do: Condvar::new(),
            done: Condvar::new(),
            work: Box::new(work),
            weigh,
            budget: terms.budget,
        });
        let pool = Self { shared, terms, pushed: 0, taken: 0 };
        (0..terms.threads.max(1)).try_for_each(|_| pool.start())?;
        pool.shared.lock().threads = terms.threads.max(1);
        Ok(pool)
    }

    /// Starts threads in the place of those that were left to themselves. Where none can be started there
    /// are fewer; without any, no job that waits is ever done.
    fn replace(&self, state: &mut State<J, O>) {
        while state.threads < self.terms.threads.max(1) {
            match self.start() {
                Ok(()) => state.threads += 1,
                Err(cause) if state.threads == 0 => return state.fail_next(&cause),
                Err(_) => return,
            }
        }
    }

    fn start(&self) -> io::Result<()> {
        let shared = Arc::clone(&self.shared);
        let builder = thread::Builder::new().name("reader".to_owned()).stack_size(STACK);
        builder.spawn(move || shared.serve())?;
        Ok(())
    }

    /// Puts a job behind the others.
    pub(crate) fn push(&mut self, job: J, cost: u64) {
        let number = self.pushed;
        self.pushed += 1;
        self.shared.lock().waiting.push_back(Waiting { number, job: Arc::new(job), cost });
        self.shared.to_do.notify_one();
    }

    /// Jobs that were pushed and whose outcomes were not taken yet.
    #[must_use]
    pub(crate) fn open(&self) -> u64 {
        self.pushed - self.taken
    }

    /// Waits for the outcome of the next job; none where every outcome was taken.
    pub(crate) fn take(&mut self) -> Option<(Arc<J>, Result<O, Lost>)> {
        if self.open() == 0 {
            return None;
        }
        let shared = Arc::clone(&self.shared);
        let mut state = shared.lock();
        loop {
            if let Some(done) = state.done.remove(&self.taken) {
                state.used = state.used.saturating_sub(done.weight);
                shared.to_do.notify_one();
                self.taken += 1;
                return Some((done.job, done.outcome));
            }
            let begun = Instant::now();
            let waited = shared.done.wait_timeout(state, LOOK);
            state = waited.unwrap_or_else(PoisonError::into_inner).0;
            state.forgive(begun.elapsed().saturating_sub(LOOK));
            let late = state.give_up(self.terms.max_time);
            if late > 0 {
                // There is room again, even if nothing takes their place.
                shared.to_do.notify_all();
            }
            state.threads -= late;
            self.replace(&mut state);
        }
    }
}

impl<J, O> Drop for Pool<J, O> {
    fn drop(&mut self) {
        self.shared.lock().is_over = true;
        self.shared.to_do.notify_all();
    }
}

impl<J, O> Shared<J, O> {
    fn lock(&self) -> MutexGuard<'_, State<J, O>> {
        // Jobs run outside the lock, so nothing half-changed is behind it.
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Works until the pool is gone, or the thread was given up.
    fn serve(&self) {
        while let Some((number, job)) = self.begin() {
            let outcome = catch_unwind(AssertUnwindSafe(|| (self.work)(&job)));
            let outcome = outcome.map_err(|panic| Lost::Failed(panic_message(&*panic).into()));
            if !self.end(number, outcome) {
                return;
            }
        }
    }

    /// Waits for the next job that may begin.
    fn begin(&self) -> Option<(u64, Arc<J>)> {
        let mut state = self.lock();
        loop {
            if state.is_over {
                return None;
            }
            if let Some(next) = state.admit(self.budget) {
                // Whoever waits beside this one may have room, too.
                self.to_do.notify_one();
                return Some(next);
            }
            state = self.to_do.wait(state).unwrap_or_else(PoisonError::into_inner);
        }
    }

    /// Keeps the outcome; false where the job was given up.
    fn end(&self, number: u64, outcome: Result<O, Lost>) -> bool {
        let weight = outcome.as_ref().map_or(0, self.weigh);
        let mut state = self.lock();
        let Some(Running { job, cost, .. }) = state.running.remove(&number) else { return false };
        state.used = state.used.saturating_sub(cost).saturating_add(weight);
        state.done.insert(number, Done { job, outcome, weight });
        self.done.notify_one();
        self.to_do.notify_one();
        true
    }
}

impl<J, O> State<J, O> {
    /// Takes the first job that waits, where it fits.
    fn admit(&mut self, budget: u64) -> Option<(u64, Arc<J>)> {
        let fits =
            |next: &Waiting<J>| self.used == 0 || self.used.saturating_add(next.cost) <= budget;
        self.waiting.front().filter(|next| fits(next))?;
        let Waiting { number, job, cost } = self.waiting.pop_front()?;
        self.used = self.used.saturating_add(cost);
        let begun = Instant::now();
        self.running.insert(number, Running { job: Arc::clone(&job), cost, begun });
        Some((number, job))
    }

    /// Ends the job that waits longest, which no thread can begin.
    fn fail_next(&mut self, cause: &io::Error) {
        if let Some(Waiting { number, job, .. }) = self.waiting.pop_front() {
            let outcome = Err(Lost::Failed(message!("pool.no-thread", cause).into()));
            self.done.insert(number, Done { job, outcome, weight: 0 });
        }
    }

    /// Gives jobs the time back for which the program was stopped, or the machine slept.
    fn forgive(&mut self, overslept: Duration) {
        if overslept > SLEEP {
            self.running.values_mut().for_each(|running| running.begun += overslept);
        }
    }

    /// Ends the jobs that run too long; returns how many.
    fn give_up(&mut self, limit: Duration) -> usize {
        let late =
            |(number, job): (&u64, &Running<J>)| (job.begun.elapsed() > limit).then_some(*number);
        let late: Vec<u64> = self.running.iter().filter_map(late).collect();
        for number in &late {
            let Some(Running { job, cost, .. }) = self.running.remove(number) else { continue };
            self.used = self.used.saturating_sub(cost);
            self.done.insert(*number, Done { job, outcome: Err(Lost::Late(limit)), weight: 0 });
        }
        late.len()
    }
}

#[cfg(test)]
mod tests {
    use super::{Lost, Pool, State, Terms, Waiting};
    use gongwen_messages::message;
    use std::collections::BTreeMap;
    use std::sync::Arc;
    use std::sync::atomic::{AtomicU64, Ordering};
    use std::thread;
    use std::time::Duration;

    fn terms(threads: usize, budget: u64) -> Terms {
        Terms { threads, budget, max_time: Duration::from_secs(600) }
    }

    fn all<O: Send + 'static>(pool: &mut Pool<u64, O>) -> Vec<Result<O, Lost>> {
        std::iter::from_fn(|| pool.take()).map(|(_, outcome)| outcome).collect()
    }

    #[test]
    fn outcomes_come_in_the_order_of_the_jobs_however_many_threads_there_are() {
        for threads in [1, 2, 7] {
            let work = |job: &u64| {
                thread::sleep(Duration::from_micros(job * 37 % 100));
                *job
            };
            let mut pool = Pool::new(terms(threads, 50), work, |_| 7).unwrap();
            (0..500).for_each(|job| pool.push(job, job % 90));
            let expected: Vec<_> = (0..500).map(Ok).collect();
            assert_eq!(all(&mut pool), expected, "{threads}");
            assert_eq!(pool.open(), 0);
        }
    }

    /// What the jobs that run cost together, and the most that it ever was beside another job.
    static NOW: AtomicU64 = AtomicU64::new(0);

    #[test]
    fn jobs_share_the_budget_and_one_that_is_larger_runs_alone() {
        let work = |cost: &u64| {
            let before = NOW.fetch_add(*cost, Ordering::SeqCst);
            thread::sleep(Duration::from_micros(200));
            NOW.fetch_sub(*cost, Ordering::SeqCst);
            before == 0 || before + cost <= 100
        };
        let mut pool = Pool::new(terms(8, 100), work, |_| 0).unwrap();
        let costs = [10, 40, 60, 1000, 30, 100, 1, 1, 1, 500, 99];
        costs.iter().cycle().take(300).for_each(|cost| pool.push(*cost, *cost));
        assert!(all(&mut pool).into_iter().all(|within| within == Ok(true)));
    }

    fn state(waiting: u64) -> State<u64, u64> {
        let job = |number| Waiting { number, job: Arc::new(number), cost: 1 };
        State {
            waiting: (0..waiting).map(job).collect(),
            running: BTreeMap::new(),
            done: BTreeMap::new(),
            used: 0,
            threads: 0,
            is_over: false,
        }
    }

    #[test]
    fn jobs_get_the_time_back_for_which_the_program_was_stopped() {
        let mut state = state(1);
        state.admit(10).unwrap();
        let begun = state.running[&0].begun;
        let seconds = Duration::from_secs;
        state.forgive(seconds(1));
        assert_eq!(state.running[&0].begun, begun, "it was busy");
        state.forgive(seconds(90));
        assert_eq!(state.running[&0].begun, begun + seconds(90));
        assert_eq!(state.give_up(seconds(60)), 0);
    }

    #[test]
    fn jobs_that_no_thread_can_begin_fail_in_their_order() {
        let mut state = state(2);
        state.fail_next(&std::io::Error::other("none left"));
        let failed = message!("pool.no-thread", cause = "none left").into();
        assert_eq!(state.done.remove(&0).unwrap().outcome, Err(Lost::Failed(failed)));
        assert_eq!(state.waiting.front().unwrap().number, 1);
    }

    #[test]
    fn outcomes_that_nobody_took_count() {
        let begun = std::sync::Arc::new(AtomicU64::new(0));
        let count = std::sync::Arc::clone(&begun);
        let work = move |_: &u64| count.fetch_add(1, Ordering::SeqCst);
        let mut pool = Pool::new(terms(4, 100), work, |_| 40).unwrap();
        (0..10).for_each(|job| pool.push(job, 1));
        // However long nobody takes them: two outcomes leave no room for a third, but for jobs that
        // were let in at the same time.
        thread::sleep(Duration::from_millis(100));
        assert!(begun.load(Ordering::SeqCst) <= 6, "{begun:?}");
        assert_eq!(all(&mut pool).len(), 10);
    }

    #[test]
    fn a_job_that_hangs_or_fails_is_a_matter_of_that_job() {
        let work = |job: &u64| match job % 10 {
            3 => loop {
                thread::park();
            },
            5 => panic!("as it was told"),
            _ => *job,
        };
        let limit = Duration::from_millis(300);
        let terms = Terms { max_time: limit, ..terms(2, 10) };
        let mut pool = Pool::new(terms, work, |_| 1).unwrap();
        (0..20).for_each(|job| pool.push(job, 9));
        for (job, outcome) in (0..).zip(all(&mut pool)) {
            let expected = match job % 10 {
                3 => Err(Lost::Late(limit)),
                5 => Err(Lost::Failed("as it was told".into())),
                _ => Ok(job),
            };
            assert_eq!(outcome, expected);
        }
    }
}

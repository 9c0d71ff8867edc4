//! Time that passes when somebody waits for it, and not otherwise.

use std::future::poll_fn;
use std::pin::pin;
use std::task::Poll;
use std::time::Duration;

use oas_runtime::BoxFuture;
use oas_runtime::test_util::VirtualClock;

fn seconds(count: u64) -> Duration {
    Duration::from_secs(count)
}

/// Any executor will do.
fn run<T>(future: impl Future<Output = T>) -> T {
    let runtime = tokio::runtime::Builder::new_current_thread().build();
    runtime.unwrap().block_on(future)
}

#[test]
fn time_jumps_to_the_shortest_wait() {
    let clock = VirtualClock::new();
    run(async {
        let mut long = pin!(clock.sleep(seconds(3600)));
        let mut short = pin!(clock.sleep(seconds(5)));
        let first = poll_fn(|context| {
            if long.as_mut().poll(context).is_ready() {
                return Poll::Ready("long");
            }
            short.as_mut().poll(context).map(|()| "short")
        });
        assert_eq!(first.await, "short");
        assert_eq!(clock.elapsed(), seconds(5));
        long.await;
    });
    assert_eq!(clock.elapsed(), seconds(3600));
    assert_eq!(clock.slept(), [seconds(3600), seconds(5)]);
}

#[test]
fn a_wait_that_is_given_up_holds_nobody() {
    let clock = VirtualClock::new();
    drop(clock.sleep(seconds(1)));
    run(clock.sleep(seconds(2)));
    assert_eq!(clock.elapsed(), seconds(2));
    assert_eq!(clock.sleepers(), 0);
}

#[test]
fn by_hand_time_stands_still() {
    let clock = VirtualClock::manual();
    run(async {
        let mut wait = pin!(clock.sleep(seconds(2)));
        for advance in [0, 1] {
            clock.advance(seconds(advance));
            let pending = poll_fn(|context| Poll::Ready(wait.as_mut().poll(context).is_pending()));
            assert!(pending.await);
        }
        clock.advance(seconds(1));
        wait.await;
    });
}

#[test]
fn tasks_run_side_by_side_and_what_never_comes_is_left() {
    for clock in [VirtualClock::new(), VirtualClock::manual()] {
        let sleeper = |count| {
            let clock = clock.clone();
            let task: BoxFuture<'static, ()> = Box::pin(async move {
                for _ in 0..3 {
                    clock.sleep(seconds(count)).await;
                }
            });
            task
        };
        let never = Box::pin(std::future::pending());
        assert_eq!(clock.run(vec![sleeper(10), never, sleeper(7)]), 1);
        assert_eq!(clock.elapsed(), seconds(30));
        let sleep = clock.sleep(seconds(4));
        assert_eq!(
            clock.block_on(async {
                sleep.await;
                "over"
            }),
            Some("over")
        );
        assert_eq!(clock.block_on(std::future::pending::<()>()), None);
    }
}

//! A jukebox as a web service. What guests do are events; see README.md.
//!
//! `PORT=3000 cargo run`, then `curl -X POST -H 'x-guest: ann' localhost:3000/queue/Waterloo`

mod queue;
mod tracking;

use std::env;
use std::error::Error;
use std::sync::Arc;

use axum::Router;
use axum::extract::{Path, State};
use axum::http::{HeaderMap, StatusCode};
use axum::routing::post;
use tokio::net::TcpListener;
use tokio::signal::unix::{SignalKind, signal};

use self::queue::Queue;

#[tokio::main]
async fn main() -> Result<(), Box<dyn Error>> {
    tracking::start()?;
    let port = env::var("PORT").unwrap_or_else(|_| "3000".to_owned());
    let listener = TcpListener::bind(format!("127.0.0.1:{port}")).await?;
    println!("listening on {}", listener.local_addr()?);
    let app = Router::new()
        .route("/queue/{song}", post(put))
        .route("/next", post(play))
        .with_state(Arc::new(Queue::default()));
    let mut terminate = signal(SignalKind::terminate())?;
    let stop = async move {
        tokio::select! {
            _ = terminate.recv() => {}
            _ = tokio::signal::ctrl_c() => {}
        }
    };
    axum::serve(listener, app).with_graceful_shutdown(stop).await?;
    tracking::stop().await?;
    Ok(())
}

/// Puts a song into the queue.
async fn put(State(queue): State<Arc<Queue>>, Path(song): Path<String>, headers: HeaderMap) -> String {
    let position = queue.put(song.clone());
    tracking::song_queued(guest(&headers), &song, position);
    format!("{song} is number {position}\n")
}

/// Plays the next song.
async fn play(State(queue): State<Arc<Queue>>, headers: HeaderMap) -> (StatusCode, String) {
    match queue.take() {
        Some(taken) => {
            tracking::song_played(guest(&headers), &taken);
            (StatusCode::OK, format!("now playing {}\n", taken.song))
        }
        None => {
            tracking::queue_ran_dry(guest(&headers));
            (StatusCode::NOT_FOUND, "the queue is empty\n".to_owned())
        }
    }
}

/// Who makes the request.
fn guest(headers: &HeaderMap) -> &str {
    headers.get("x-guest").and_then(|name| name.to_str().ok()).unwrap_or("somebody")
}

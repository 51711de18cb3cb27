//! Connections that are read in small pieces.

use std::{
    io::{self, IoSlice},
    pin::Pin,
    task::{Context, Poll, ready},
};

use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};

/// Bytes of one read.
///
/// Whoever reads a connection doubles its buffer whenever a read fills it, up to 400 KiB, and keeps
/// it until the connection is closed. When a whole country pushes at once, that was twice the room
/// that the bodies themselves may take.
const PIECE: usize = 16 << 10;

/// A stream of which one read gives a piece at most.
#[derive(Debug)]
pub(crate) struct InPieces<S>(pub(crate) S);

impl<S: AsyncRead + Unpin> AsyncRead for InPieces<S> {
    fn poll_read(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        buffer: &mut ReadBuf<'_>,
    ) -> Poll<io::Result<()>> {
        if buffer.remaining() <= PIECE {
            return Pin::new(&mut self.0).poll_read(context, buffer);
        }
        let mut piece = ReadBuf::new(buffer.initialize_unfilled_to(PIECE));
        ready!(Pin::new(&mut self.0).poll_read(context, &mut piece))?;
        let read = piece.filled().len();
        buffer.advance(read);
        Poll::Ready(Ok(()))
    }
}

impl<S: AsyncWrite + Unpin> AsyncWrite for InPieces<S> {
    fn poll_write(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        bytes: &[u8],
    ) -> Poll<io::Result<usize>> {
        Pin::new(&mut self.0).poll_write(context, bytes)
    }

    fn poll_write_vectored(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        slices: &[IoSlice<'_>],
    ) -> Poll<io::Result<usize>> {
        // An answer without a body is one slice, which the kernel takes faster on its own.
        if let [one] = slices {
            return Pin::new(&mut self.0).poll_write(context, one);
        }
        Pin::new(&mut self.0).poll_write_vectored(context, slices)
    }

    fn is_write_vectored(&self) -> bool {
        self.0.is_write_vectored()
    }

    fn poll_flush(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.0).poll_flush(context)
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.0).poll_shutdown(context)
    }
}

#[cfg(test)]
mod tests {
    use std::future::poll_fn;

    use super::*;

    #[tokio::test]
    async fn a_long_body_comes_in_pieces_and_whole() {
        let body: Vec<u8> = (0..100_000_u32).map(|n| n.to_be_bytes()[3]).collect();
        let mut stream = InPieces(&body[..]);
        let (mut came, mut buffer) = (Vec::new(), vec![0; 80_000]);
        loop {
            let mut room = ReadBuf::new(&mut buffer);
            poll_fn(|context| Pin::new(&mut stream).poll_read(context, &mut room)).await.unwrap();
            assert!(room.filled().len() <= PIECE);
            if room.filled().is_empty() {
                break;
            }
            came.extend_from_slice(room.filled());
        }
        assert_eq!(came, body);
    }
}

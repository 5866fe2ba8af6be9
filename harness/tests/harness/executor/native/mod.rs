//! Programs that are run on the sockets of this system.

mod world;

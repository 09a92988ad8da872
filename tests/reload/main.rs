//! The promises about reload, as programs: no torn answer, nothing left of a failed load, one
//! load of each namespace, and code that changes itself while it runs.
//!
//! The interleavings are driven by [`gate::Gate`], a host function that scripts call between two
//! reads and that comes back after the next publish; luck decides about the rest.

mod failing;
mod first_load;
mod gate;
mod model;
mod publishers;
mod restart;
mod torn;
mod while_running;

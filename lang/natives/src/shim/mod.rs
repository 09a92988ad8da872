//! Host interop: what scripts written for the JVM expect of Java's classes.

pub mod class;

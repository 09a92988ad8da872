//! Collections from the items of a literal, with the check that no key is there twice.

use clutch_core::coll::{Map, Set};
use clutch_core::{R, Value};

use crate::host::ReadHost;

/// A map of keys and values in turn, which it takes out of `items`. The inner error is the index of
/// a key that is there before.
pub(crate) fn map(items: &mut [Value], host: &mut dyn ReadHost) -> R<Result<Value, usize>> {
    let mut map = Map::new();
    for (i, pair) in items.chunks_exact_mut(2).enumerate() {
        // Keys stay for the error message; nearly all of them are free to copy.
        if !map.insert(host, pair[0].clone(), pair[1].take())? {
            return Ok(Err(2 * i));
        }
    }
    Ok(Ok(Value::new(map)))
}

/// A set of the items. The inner error is the index of an item that is there before.
pub(crate) fn set(items: &[Value], host: &mut dyn ReadHost) -> R<Result<Value, usize>> {
    let mut set = Set::new();
    for (i, item) in items.iter().enumerate() {
        if !set.insert(host, item.clone())? {
            return Ok(Err(i));
        }
    }
    Ok(Ok(Value::new(set)))
}

/// The entries of `map`, then those of `more`, which win.
pub(crate) fn merge(map: &Map, more: &Map, host: &mut dyn ReadHost) -> R {
    let mut merged = map.clone();
    for (key, value) in more.iter() {
        merged.insert(host, key.clone(), value.clone())?;
    }
    Ok(Value::new(merged))
}

/// Keys and values in turn, in the order of the map.
pub(crate) fn flatten(map: &Map) -> Vec<Value> {
    map.iter()
        .flat_map(|(key, value)| [key.clone(), value.clone()])
        .collect()
}

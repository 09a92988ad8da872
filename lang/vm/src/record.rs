//! Records as maps: fields in declared order, then extra keys.

use crate::class::class_of;
use crate::cx::Cx;
use clutch_core::coll::{Cursor, Map, Pair};
use clutch_core::object::Instance;
use clutch_core::{Keyword, R, Value};

/// Keyword of a field. Symbols and keywords of one text share their interned data.
fn field_keyword(record: &Instance, i: usize) -> Keyword {
    Keyword::from_data(record.ty.fields[i].name.data())
}

/// Index of the field that a key names.
#[inline]
pub(crate) fn field_index(record: &Instance, key: &Value) -> Option<usize> {
    let key = key.as_keyword()?;
    record
        .ty
        .fields
        .iter()
        .position(|f| std::ptr::eq(f.name.data(), key.data()))
}

/// The value of a key.
#[inline]
pub(crate) fn get<'a>(cx: &mut Cx, record: &'a Instance, key: &Value) -> R<Option<&'a Value>> {
    if let Some(i) = field_index(record, key) {
        return Ok(Some(&record.fields[i]));
    }
    match record.ext.get::<Map>() {
        Some(ext) => ext.get(cx, key),
        None => Ok(None),
    }
}

/// Number of entries.
pub(crate) fn count(record: &Instance) -> usize {
    record.fields.len() + record.ext.get::<Map>().map_or(0, Map::count)
}

/// Keys and values.
pub fn pairs(record: &Instance) -> Vec<Pair> {
    let keys = (0..record.fields.len()).map(|i| Value::keyword(field_keyword(record, i)));
    let mut pairs: Vec<Pair> = keys.zip(record.fields.iter().cloned()).collect();
    if let Some(mut cursor) = Cursor::of(&record.ext) {
        pairs.extend(std::iter::from_fn(|| cursor.next_pair()));
    }
    pairs
}

/// Entries as values.
pub(crate) fn entries(record: &Instance) -> Vec<Value> {
    pairs(record)
        .into_iter()
        .map(|(k, v)| Value::map_entry(k, v))
        .collect()
}

/// The record for writing: itself if held by nobody else, or a copy in its place.
fn unshare(record: &mut Value) -> &mut Instance {
    if !record.is_unique() {
        let fresh = record.get::<Instance>().expect("a record").duplicate();
        *record = Value::new(fresh);
    }
    let instance = record.get_mut::<Instance>().expect("a record held once");
    instance.changed();
    instance
}

/// With another value of a field, or with an extra key.
pub(crate) fn assoc(cx: &mut Cx, mut record: Value, key: Value, value: Value) -> R {
    let instance = unshare(&mut record);
    match field_index(instance, &key) {
        Some(i) => instance.fields[i] = value,
        None => {
            let ext = instance.ext.take();
            instance.ext = crate::assoc::assoc(cx, ext, key, value)?;
        }
    }
    Ok(record)
}

/// Without a key: losing a field makes it a plain map.
pub(crate) fn dissoc(cx: &mut Cx, mut record: Value, key: &Value) -> R {
    let instance = record.get::<Instance>().expect("a record");
    if field_index(instance, key).is_some() {
        let mut m = Map::from_entries(cx, pairs(instance))?;
        m.remove(cx, key)?;
        m.meta = instance.meta.clone();
        return Ok(Value::new(m));
    }
    if let Some(ext) = instance.ext.to_shared::<Map>() {
        let ext = Map::dissoc(ext, cx, key)?;
        let instance = unshare(&mut record);
        instance.ext = if ext.is_empty() {
            Value::NIL
        } else {
            Value::heap(ext)
        };
    }
    Ok(record)
}

/// Takes the value of a field out of a record that nobody else holds, leaving nil.
pub(crate) fn vacate(record: &mut Value, key: &Value) {
    if let Some(instance) = record.get_mut::<Instance>()
        && let Some(i) = field_index(instance, key)
    {
        instance.changed();
        instance.fields[i] = Value::NIL;
    }
}

/// The error for `(empty record)`.
#[cold]
pub(crate) fn no_empty(record: &Value) -> Box<clutch_core::Thrown> {
    clutch_core::Thrown::unsupported(format!("Can't create empty: {}", class_of(record).name))
}

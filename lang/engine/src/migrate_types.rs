//! Types whose fields a load changes: migrations of their instances, and what a publish reports.
//!
//! How old instances are seen through a migration is in [`clutch_vm::shape`].

use crate::hook;
use crate::migrate::Versions;
use crate::report;
use clutch_core::class::{EXCEPTION_INFO, TypeInfo, TypeKind};
use clutch_core::error::{Diagnosis, Exception};
use clutch_core::world::{TableKey, World};
use clutch_core::{Keyword, R, Symbol, Thrown, Value};
use clutch_vm::var::simple_map;
use clutch_vm::{Cx, shape};
use std::fmt;

/// `migrate` of a type: from now on its instances of version `from` are seen through `f`.
pub(crate) fn declare(
    cx: &mut Cx,
    ty: &'static TypeInfo,
    versions: Option<Versions>,
    f: Value,
) -> R<()> {
    if !matches!(ty.kind, TypeKind::Record | TypeKind::Type) {
        return Err(Thrown::illegal_argument(format!(
            "migrate: {} is no record and no deftype",
            ty.name
        )));
    }
    let Some(Versions { from, to, revision }) = versions else {
        return Err(Thrown::illegal_argument(
            "migrate: a type needs its versions, {:from n :to n}",
        ));
    };
    let key = shape::migration_key(ty.name, u64::try_from(from).unwrap_or(0));
    let step = Value::vector(vec![Value::int(to), f, Value::int(revision)]);
    hook::register(cx, *shape::MIGRATIONS, Value::string(key), step)?;
    Ok(())
}

/// A type whose fields a publish changes.
#[derive(Clone, Debug)]
pub struct TypeChange {
    /// Its full name.
    pub name: &'static str,
    /// Version before.
    pub from: u64,
    /// Version after.
    pub to: u64,
    /// Fields that it gains.
    pub added: Vec<Symbol>,
    /// Fields that it loses.
    pub removed: Vec<Symbol>,
    /// Whether functions lead from the old version to the new one.
    pub migrated: bool,
    /// Versions before the old one from which none lead to the new one.
    pub stranded: Vec<u64>,
}

/// The types whose fields differ, by name.
pub(crate) fn changes(base: &World, ours: &World) -> Vec<TypeChange> {
    let (before, now) = (base.registry(), ours.registry());
    let change = |table: &TableKey| {
        let TableKey::Type(name) = table else {
            return None;
        };
        let (old, new) = (before.named_type(*name)?.ty, now.named_type(*name)?.ty);
        let (from, to) = (now.type_version(old)?, now.type_version(new)?);
        let only = |a: &TypeInfo, b: &TypeInfo| {
            let fields = a.fields.iter().map(|f| f.name);
            fields.filter(|f| b.field_index(*f).is_none()).collect()
        };
        (from != to).then(|| TypeChange {
            name: new.name,
            from,
            to,
            added: only(new, old),
            removed: only(old, new),
            migrated: shape::path(ours, new.name, from, to).is_some(),
            stranded: (1..from)
                .filter(|v| shape::path(ours, new.name, *v, to).is_none())
                .collect(),
        })
    };
    let mut changes: Vec<TypeChange> = ours.delta().tables.iter().filter_map(change).collect();
    changes.sort_by_key(|c| c.name);
    changes
}

/// The refusal of a strict publish: a type loses fields, so that code of before and after read
/// different things from its instances, and nothing migrates them.
pub(crate) fn refuse(changes: &[TypeChange]) -> Option<Box<Thrown>> {
    let lost = |c: &&TypeChange| !c.migrated && !c.removed.is_empty();
    let lost: Vec<&TypeChange> = changes.iter().filter(lost).collect();
    let first = lost.first()?;
    let lines: Vec<String> = lost.iter().map(ToString::to_string).collect();
    let mut e = Exception::new(&EXCEPTION_INFO, lines.join("; "));
    let names = lost.iter().map(|c| Value::symbol(Symbol::simple(c.name)));
    e.data = report::data(
        "unmigrated-type",
        [("names", Value::vector(names.collect()))],
    );
    e.diagnosis = Some(Box::new(Diagnosis {
        code: "reload/unmigrated-type",
        help: Some(format!(
            "add (migrate Type {{:from {} :to {}}} f) to the file",
            first.from, first.to
        )),
        ..Diagnosis::default()
    }));
    Some(Box::new(Thrown::plain(e)))
}

impl TypeChange {
    pub(crate) fn to_value(&self) -> Value {
        let key = |name: &str| Value::keyword(Keyword::simple(name));
        let number = |n: u64| Value::int(i64::try_from(n).unwrap_or(i64::MAX));
        let names =
            |list: &[Symbol]| Value::vector(list.iter().map(|s| Value::symbol(*s)).collect());
        let mut entries = vec![
            (key("type"), Value::symbol(Symbol::simple(self.name))),
            (key("from"), number(self.from)),
            (key("to"), number(self.to)),
            (key("added"), names(&self.added)),
            (key("removed"), names(&self.removed)),
            (key("migrated"), Value::bool(self.migrated)),
        ];
        if !self.stranded.is_empty() {
            let versions = self.stranded.iter().map(|v| number(*v)).collect();
            entries.push((key("stranded"), Value::vector(versions)));
        }
        simple_map(entries)
    }
}

impl fmt::Display for TypeChange {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} has other fields, version {}", self.name, self.to)?;
        match self.migrated {
            true => write!(f, "; instances of version {} are migrated", self.from)?,
            false => write!(f, "; nothing migrates instances of version {}", self.from)?,
        }
        match self.stranded.as_slice() {
            [] => Ok(()),
            [version] => write!(f, "; nor those of version {version}"),
            many => {
                let many: Vec<String> = many.iter().map(ToString::to_string).collect();
                write!(f, "; nor those of versions {}", many.join(", "))
            }
        }
    }
}

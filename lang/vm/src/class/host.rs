//! The host classes: names that programs written for the JVM mention, with the JVM's relations.
//!
//! Only names and relations: what values of these classes can do is written where the values
//! are. Longer than other files because it is one table. A row reads
//! `CONSTANT = kind "full.name": direct superclass, interfaces`; classes that a program can
//! neither name usefully nor meet as a value are left out, and so are relations to them.
//! Exceptions are in `clutch_core::class`.

use clutch_core::TypeInfo;
use clutch_core::class::OBJECT;

macro_rules! classes {
    ($($const:ident = $kind:ident $name:literal : $($super:ident),*;)*) => {
        $(
            #[doc = concat!("`", $name, "`.")]
            pub static $const: TypeInfo = TypeInfo::$kind($name, &[$(&$super),*]);
        )*

        /// The host classes in the order of the table.
        pub static HOST_CLASSES: &[&TypeInfo] = &[$(&$const),*];
    };
}

classes! {
    // java.io
    SERIALIZABLE = interface "java.io.Serializable":;
    // java.lang
    COMPARABLE = interface "java.lang.Comparable":;
    CHAR_SEQUENCE = interface "java.lang.CharSequence":;
    ITERABLE = interface "java.lang.Iterable":;
    RUNNABLE = interface "java.lang.Runnable":;
    CLONEABLE = interface "java.lang.Cloneable":;
    AUTO_CLOSEABLE = interface "java.lang.AutoCloseable":;
    APPENDABLE = interface "java.lang.Appendable":;
    READABLE = interface "java.lang.Readable":;
    NUMBER = host "java.lang.Number": OBJECT, SERIALIZABLE;
    LONG = host "java.lang.Long": NUMBER, COMPARABLE;
    INTEGER = host "java.lang.Integer": NUMBER, COMPARABLE;
    SHORT = host "java.lang.Short": NUMBER, COMPARABLE;
    BYTE = host "java.lang.Byte": NUMBER, COMPARABLE;
    DOUBLE = host "java.lang.Double": NUMBER, COMPARABLE;
    FLOAT = host "java.lang.Float": NUMBER, COMPARABLE;
    CHARACTER = host "java.lang.Character": OBJECT, SERIALIZABLE, COMPARABLE;
    BOOLEAN = host "java.lang.Boolean": OBJECT, SERIALIZABLE, COMPARABLE;
    STRING = host "java.lang.String": OBJECT, SERIALIZABLE, COMPARABLE, CHAR_SEQUENCE;
    CLASS = host "java.lang.Class": OBJECT, SERIALIZABLE;
    STRING_BUILDER = host "java.lang.StringBuilder": OBJECT, APPENDABLE, CHAR_SEQUENCE, SERIALIZABLE, COMPARABLE;
    STRING_BUFFER = host "java.lang.StringBuffer": OBJECT, APPENDABLE, CHAR_SEQUENCE, SERIALIZABLE, COMPARABLE;
    THREAD = host "java.lang.Thread": OBJECT, RUNNABLE;
    THREAD_LOCAL = host "java.lang.ThreadLocal": OBJECT;
    VOID = host "java.lang.Void": OBJECT;
    ENUM = host "java.lang.Enum": OBJECT, COMPARABLE, SERIALIZABLE;
    PROCESS = host "java.lang.Process": OBJECT;
    PROCESS_BUILDER = host "java.lang.ProcessBuilder": OBJECT;
    RUNTIME = host "java.lang.Runtime": OBJECT;
    STACK_TRACE_ELEMENT = host "java.lang.StackTraceElement": OBJECT, SERIALIZABLE;
    SYSTEM = host "java.lang.System": OBJECT;
    MATH = host "java.lang.Math": OBJECT;
    CLASS_LOADER = host "java.lang.ClassLoader": OBJECT;
    // java.math
    BIG_INTEGER = host "java.math.BigInteger": NUMBER, COMPARABLE;
    BIG_DECIMAL = host "java.math.BigDecimal": NUMBER, COMPARABLE;
    MATH_CONTEXT = host "java.math.MathContext": OBJECT, SERIALIZABLE;
    ROUNDING_MODE = host "java.math.RoundingMode": ENUM;
    // java.util
    COLLECTION = interface "java.util.Collection": ITERABLE;
    LIST = interface "java.util.List": COLLECTION;
    MAP = interface "java.util.Map":;
    JAVA_MAP_ENTRY = interface "java.util.Map$Entry":;
    SET = interface "java.util.Set": COLLECTION;
    QUEUE = interface "java.util.Queue": COLLECTION;
    DEQUE = interface "java.util.Deque": QUEUE;
    RANDOM_ACCESS = interface "java.util.RandomAccess":;
    ITERATOR = interface "java.util.Iterator":;
    LIST_ITERATOR = interface "java.util.ListIterator": ITERATOR;
    ENUMERATION = interface "java.util.Enumeration":;
    COMPARATOR = interface "java.util.Comparator":;
    SORTED_MAP = interface "java.util.SortedMap": MAP;
    SORTED_SET = interface "java.util.SortedSet": SET;
    NAVIGABLE_MAP = interface "java.util.NavigableMap": SORTED_MAP;
    NAVIGABLE_SET = interface "java.util.NavigableSet": SORTED_SET;
    UUID = host "java.util.UUID": OBJECT, SERIALIZABLE, COMPARABLE;
    DATE = host "java.util.Date": OBJECT, SERIALIZABLE, CLONEABLE, COMPARABLE;
    ARRAY_LIST = host "java.util.ArrayList": OBJECT, LIST, RANDOM_ACCESS, CLONEABLE, SERIALIZABLE;
    LINKED_LIST = host "java.util.LinkedList": OBJECT, LIST, DEQUE, CLONEABLE, SERIALIZABLE;
    HASH_MAP = host "java.util.HashMap": OBJECT, MAP, CLONEABLE, SERIALIZABLE;
    LINKED_HASH_MAP = host "java.util.LinkedHashMap": HASH_MAP;
    TREE_MAP = host "java.util.TreeMap": OBJECT, NAVIGABLE_MAP, CLONEABLE, SERIALIZABLE;
    HASH_SET = host "java.util.HashSet": OBJECT, SET, CLONEABLE, SERIALIZABLE;
    LINKED_HASH_SET = host "java.util.LinkedHashSet": HASH_SET;
    TREE_SET = host "java.util.TreeSet": OBJECT, NAVIGABLE_SET, CLONEABLE, SERIALIZABLE;
    ARRAY_DEQUE = host "java.util.ArrayDeque": OBJECT, DEQUE, CLONEABLE, SERIALIZABLE;
    PRIORITY_QUEUE = host "java.util.PriorityQueue": OBJECT, QUEUE, SERIALIZABLE;
    STACK = host "java.util.Stack": JAVA_VECTOR;
    JAVA_VECTOR = host "java.util.Vector": OBJECT, LIST, RANDOM_ACCESS, CLONEABLE, SERIALIZABLE;
    RANDOM = host "java.util.Random": OBJECT, SERIALIZABLE;
    ARRAYS = host "java.util.Arrays": OBJECT;
    COLLECTIONS = host "java.util.Collections": OBJECT;
    LOCALE = host "java.util.Locale": OBJECT, CLONEABLE, SERIALIZABLE;
    OBJECTS = host "java.util.Objects": OBJECT;
    OPTIONAL = host "java.util.Optional": OBJECT;
    PROPERTIES = host "java.util.Properties": OBJECT, MAP, CLONEABLE, SERIALIZABLE;
    SCANNER = host "java.util.Scanner": OBJECT, ITERATOR, CLOSEABLE;
    BASE64 = host "java.util.Base64": OBJECT;
    CALENDAR = host "java.util.Calendar": OBJECT, SERIALIZABLE, CLONEABLE, COMPARABLE;
    GREGORIAN_CALENDAR = host "java.util.GregorianCalendar": CALENDAR;
    TIME_ZONE = host "java.util.TimeZone": OBJECT, SERIALIZABLE, CLONEABLE;
    BIT_SET = host "java.util.BitSet": OBJECT, CLONEABLE, SERIALIZABLE;
    STRING_TOKENIZER = host "java.util.StringTokenizer": OBJECT, ENUMERATION;
    WEAK_HASH_MAP = host "java.util.WeakHashMap": OBJECT, MAP;
    IDENTITY_HASH_MAP = host "java.util.IdentityHashMap": OBJECT, MAP, SERIALIZABLE, CLONEABLE;
    // java.util.concurrent
    CALLABLE = interface "java.util.concurrent.Callable":;
    FUTURE = interface "java.util.concurrent.Future":;
    CONCURRENT_MAP = interface "java.util.concurrent.ConcurrentMap": MAP;
    CONCURRENT_HASH_MAP = host "java.util.concurrent.ConcurrentHashMap": OBJECT, CONCURRENT_MAP, SERIALIZABLE;
    TIME_UNIT = host "java.util.concurrent.TimeUnit": ENUM;
    COUNT_DOWN_LATCH = host "java.util.concurrent.CountDownLatch": OBJECT;
    BLOCKING_QUEUE = interface "java.util.concurrent.BlockingQueue": QUEUE;
    ARRAY_BLOCKING_QUEUE = host "java.util.concurrent.ArrayBlockingQueue": OBJECT, BLOCKING_QUEUE, SERIALIZABLE;
    CONCURRENT_LINKED_QUEUE = host "java.util.concurrent.ConcurrentLinkedQueue": OBJECT, QUEUE, SERIALIZABLE;
    COPY_ON_WRITE_ARRAY_LIST = host "java.util.concurrent.CopyOnWriteArrayList": OBJECT, LIST, RANDOM_ACCESS, CLONEABLE, SERIALIZABLE;
    LINKED_BLOCKING_DEQUE = host "java.util.concurrent.LinkedBlockingDeque": OBJECT, BLOCKING_QUEUE, DEQUE, SERIALIZABLE;
    RUNNABLE_FUTURE = interface "java.util.concurrent.RunnableFuture": RUNNABLE, FUTURE;
    JAVA_FUTURE_TASK = host "java.util.concurrent.FutureTask": OBJECT, RUNNABLE_FUTURE;
    LINKED_BLOCKING_QUEUE = host "java.util.concurrent.LinkedBlockingQueue": OBJECT, BLOCKING_QUEUE, SERIALIZABLE;
    EXECUTOR = interface "java.util.concurrent.Executor":;
    EXECUTOR_SERVICE = interface "java.util.concurrent.ExecutorService": EXECUTOR;
    EXECUTORS = host "java.util.concurrent.Executors": OBJECT;
    THREAD_LOCAL_RANDOM = host "java.util.concurrent.ThreadLocalRandom": RANDOM;
    // java.util.concurrent.atomic
    ATOMIC_LONG = host "java.util.concurrent.atomic.AtomicLong": NUMBER;
    ATOMIC_INTEGER = host "java.util.concurrent.atomic.AtomicInteger": NUMBER;
    ATOMIC_REFERENCE = host "java.util.concurrent.atomic.AtomicReference": OBJECT, SERIALIZABLE;
    ATOMIC_BOOLEAN = host "java.util.concurrent.atomic.AtomicBoolean": OBJECT, SERIALIZABLE;
    // java.util.concurrent.locks
    LOCK = interface "java.util.concurrent.locks.Lock":;
    REENTRANT_LOCK = host "java.util.concurrent.locks.ReentrantLock": OBJECT, LOCK, SERIALIZABLE;
    // java.util.regex
    PATTERN = host "java.util.regex.Pattern": OBJECT, SERIALIZABLE;
    MATCHER = host "java.util.regex.Matcher": OBJECT, MATCH_RESULT;
    MATCH_RESULT = interface "java.util.regex.MatchResult":;
    // java.util.function
    FUNCTION = interface "java.util.function.Function":;
    BI_FUNCTION = interface "java.util.function.BiFunction":;
    PREDICATE = interface "java.util.function.Predicate":;
    SUPPLIER = interface "java.util.function.Supplier":;
    CONSUMER = interface "java.util.function.Consumer":;
    // java.io
    CLOSEABLE = interface "java.io.Closeable": AUTO_CLOSEABLE;
    FLUSHABLE = interface "java.io.Flushable":;
    WRITER = host "java.io.Writer": OBJECT, APPENDABLE, CLOSEABLE, FLUSHABLE;
    STRING_WRITER = host "java.io.StringWriter": WRITER;
    PRINT_WRITER = host "java.io.PrintWriter": WRITER;
    BUFFERED_WRITER = host "java.io.BufferedWriter": WRITER;
    OUTPUT_STREAM_WRITER = host "java.io.OutputStreamWriter": WRITER;
    FILE_WRITER = host "java.io.FileWriter": OUTPUT_STREAM_WRITER;
    READER = host "java.io.Reader": OBJECT, READABLE, CLOSEABLE;
    STRING_READER = host "java.io.StringReader": READER;
    BUFFERED_READER = host "java.io.BufferedReader": READER;
    PUSHBACK_READER = host "java.io.PushbackReader": READER;
    INPUT_STREAM_READER = host "java.io.InputStreamReader": READER;
    FILE_READER = host "java.io.FileReader": INPUT_STREAM_READER;
    LINE_NUMBER_READER = host "java.io.LineNumberReader": BUFFERED_READER;
    FILE = host "java.io.File": OBJECT, SERIALIZABLE, COMPARABLE;
    INPUT_STREAM = host "java.io.InputStream": OBJECT, CLOSEABLE;
    OUTPUT_STREAM = host "java.io.OutputStream": OBJECT, CLOSEABLE, FLUSHABLE;
    BYTE_ARRAY_INPUT_STREAM = host "java.io.ByteArrayInputStream": INPUT_STREAM;
    BYTE_ARRAY_OUTPUT_STREAM = host "java.io.ByteArrayOutputStream": OUTPUT_STREAM;
    FILE_INPUT_STREAM = host "java.io.FileInputStream": INPUT_STREAM;
    FILE_OUTPUT_STREAM = host "java.io.FileOutputStream": OUTPUT_STREAM;
    PRINT_STREAM = host "java.io.PrintStream": FILTER_OUTPUT_STREAM, APPENDABLE;
    BUFFERED_INPUT_STREAM = host "java.io.BufferedInputStream": FILTER_INPUT_STREAM;
    BUFFERED_OUTPUT_STREAM = host "java.io.BufferedOutputStream": FILTER_OUTPUT_STREAM;
    FILTER_INPUT_STREAM = host "java.io.FilterInputStream": INPUT_STREAM;
    FILTER_OUTPUT_STREAM = host "java.io.FilterOutputStream": OUTPUT_STREAM;
    // java.nio.file
    PATH = interface "java.nio.file.Path": COMPARABLE, ITERABLE;
    PATHS = host "java.nio.file.Paths": OBJECT;
    FILES = host "java.nio.file.Files": OBJECT;
    // java.nio.charset
    CHARSET = host "java.nio.charset.Charset": OBJECT, COMPARABLE;
    STANDARD_CHARSETS = host "java.nio.charset.StandardCharsets": OBJECT;
    // java.net
    URI = host "java.net.URI": OBJECT, COMPARABLE, SERIALIZABLE;
    URL = host "java.net.URL": OBJECT, SERIALIZABLE;
    URL_ENCODER = host "java.net.URLEncoder": OBJECT;
    URL_DECODER = host "java.net.URLDecoder": OBJECT;
    INET_ADDRESS = host "java.net.InetAddress": OBJECT, SERIALIZABLE;
    SOCKET = host "java.net.Socket": OBJECT, CLOSEABLE;
    SERVER_SOCKET = host "java.net.ServerSocket": OBJECT, CLOSEABLE;
    // java.time
    INSTANT = host "java.time.Instant": OBJECT, TEMPORAL, COMPARABLE, SERIALIZABLE;
    DURATION = host "java.time.Duration": OBJECT, COMPARABLE, SERIALIZABLE;
    LOCAL_TIME = host "java.time.LocalTime": OBJECT, TEMPORAL, COMPARABLE, SERIALIZABLE;
    OFFSET_DATE_TIME = host "java.time.OffsetDateTime": OBJECT, TEMPORAL, COMPARABLE, SERIALIZABLE;
    OFFSET_TIME = host "java.time.OffsetTime": OBJECT, TEMPORAL, COMPARABLE, SERIALIZABLE;
    YEAR = host "java.time.Year": OBJECT, TEMPORAL, COMPARABLE, SERIALIZABLE;
    YEAR_MONTH = host "java.time.YearMonth": OBJECT, TEMPORAL, COMPARABLE, SERIALIZABLE;
    MONTH_DAY = host "java.time.MonthDay": OBJECT, COMPARABLE, SERIALIZABLE;
    PERIOD = host "java.time.Period": OBJECT, SERIALIZABLE;
    LOCAL_DATE = host "java.time.LocalDate": OBJECT, TEMPORAL, COMPARABLE, SERIALIZABLE;
    LOCAL_DATE_TIME = host "java.time.LocalDateTime": OBJECT, TEMPORAL, COMPARABLE, SERIALIZABLE;
    ZONE_ID = host "java.time.ZoneId": OBJECT, SERIALIZABLE;
    ZONED_DATE_TIME = host "java.time.ZonedDateTime": OBJECT, TEMPORAL, COMPARABLE, SERIALIZABLE;
    // java.time.format
    FORMAT_STYLE = host "java.time.format.FormatStyle": ENUM;
    DATE_TIME_FORMATTER = host "java.time.format.DateTimeFormatter": OBJECT;
    // java.time.temporal
    TEMPORAL = interface "java.time.temporal.Temporal": TEMPORAL_ACCESSOR;
    TEMPORAL_ACCESSOR = interface "java.time.temporal.TemporalAccessor":;
    CHRONO_UNIT = host "java.time.temporal.ChronoUnit": ENUM;
    // java.text
    SIMPLE_DATE_FORMAT = host "java.text.SimpleDateFormat": DATE_FORMAT;
    DATE_FORMAT = host "java.text.DateFormat": OBJECT, SERIALIZABLE, CLONEABLE;
    NUMBER_FORMAT = host "java.text.NumberFormat": OBJECT, SERIALIZABLE, CLONEABLE;
    DECIMAL_FORMAT = host "java.text.DecimalFormat": NUMBER_FORMAT;
    // java.security
    MESSAGE_DIGEST = host "java.security.MessageDigest": OBJECT;
    // java.lang.ref
    REFERENCE = host "java.lang.ref.Reference": OBJECT;
    SOFT_REFERENCE = host "java.lang.ref.SoftReference": REFERENCE;
    WEAK_REFERENCE = host "java.lang.ref.WeakReference": REFERENCE;
    REFERENCE_QUEUE = host "java.lang.ref.ReferenceQueue": OBJECT;
    // java.lang.reflect
    METHOD = host "java.lang.reflect.Method": OBJECT;
    CONSTRUCTOR = host "java.lang.reflect.Constructor": OBJECT;
    REFLECT_ARRAY = host "java.lang.reflect.Array": OBJECT;
    MODIFIER = host "java.lang.reflect.Modifier": OBJECT;
    FIELD = host "java.lang.reflect.Field": OBJECT;
    // java.sql
    TIMESTAMP = host "java.sql.Timestamp": DATE;
    SQL_DATE = host "java.sql.Date": DATE;
    SQL_TIME = host "java.sql.Time": DATE;
    // clojure.lang
    IMETA = interface "clojure.lang.IMeta":;
    IOBJ = interface "clojure.lang.IObj": IMETA;
    NAMED = interface "clojure.lang.Named":;
    IFN = interface "clojure.lang.IFn": CALLABLE, RUNNABLE;
    AFN = host "clojure.lang.AFn": OBJECT, IFN;
    AFUNCTION = host "clojure.lang.AFunction": AFN, IOBJ, COMPARATOR, FN, SERIALIZABLE;
    REST_FN = host "clojure.lang.RestFn": AFUNCTION;
    FN = interface "clojure.lang.Fn":;
    IDEREF = interface "clojure.lang.IDeref":;
    IBLOCKING_DEREF = interface "clojure.lang.IBlockingDeref":;
    IPENDING = interface "clojure.lang.IPending":;
    IREF = interface "clojure.lang.IRef": IDEREF;
    IREFERENCE = interface "clojure.lang.IReference": IMETA;
    AREFERENCE = host "clojure.lang.AReference": OBJECT, IREFERENCE;
    AREF = host "clojure.lang.ARef": AREFERENCE, IREF;
    IATOM = interface "clojure.lang.IAtom":;
    IATOM2 = interface "clojure.lang.IAtom2": IATOM;
    ATOM = host "clojure.lang.Atom": AREF, IATOM2;
    REF = host "clojure.lang.Ref": AREF, IFN, COMPARABLE;
    AGENT = host "clojure.lang.Agent": AREF;
    VOLATILE = host "clojure.lang.Volatile": OBJECT, IDEREF;
    DELAY = host "clojure.lang.Delay": OBJECT, IDEREF, IPENDING;
    REDUCED = host "clojure.lang.Reduced": OBJECT, IDEREF;
    VAR = host "clojure.lang.Var": AREF, IFN, SETTABLE, SERIALIZABLE;
    VAR_UNBOUND = host "clojure.lang.Var$Unbound": AFN;
    NAMESPACE = host "clojure.lang.Namespace": AREFERENCE, SERIALIZABLE;
    MULTI_FN = host "clojure.lang.MultiFn": AFN;
    KEYWORD = host "clojure.lang.Keyword": OBJECT, IFN, COMPARABLE, NAMED, SERIALIZABLE, IHASH_EQ;
    SYMBOL = host "clojure.lang.Symbol": AFN, IOBJ, COMPARABLE, NAMED, SERIALIZABLE, IHASH_EQ;
    BIG_INT = host "clojure.lang.BigInt": NUMBER, IHASH_EQ;
    RATIO = host "clojure.lang.Ratio": NUMBER, COMPARABLE;
    IHASH_EQ = interface "clojure.lang.IHashEq":;
    SETTABLE = interface "clojure.lang.Settable":;
    SEQABLE = interface "clojure.lang.Seqable":;
    SEQUENTIAL = interface "clojure.lang.Sequential":;
    COUNTED = interface "clojure.lang.Counted":;
    INDEXED = interface "clojure.lang.Indexed": COUNTED;
    REVERSIBLE = interface "clojure.lang.Reversible":;
    SORTED = interface "clojure.lang.Sorted":;
    ILOOKUP = interface "clojure.lang.ILookup":;
    ASSOCIATIVE = interface "clojure.lang.Associative": IPERSISTENT_COLLECTION, ILOOKUP;
    IPERSISTENT_COLLECTION = interface "clojure.lang.IPersistentCollection": SEQABLE;
    IPERSISTENT_STACK = interface "clojure.lang.IPersistentStack": IPERSISTENT_COLLECTION;
    IPERSISTENT_LIST = interface "clojure.lang.IPersistentList": SEQUENTIAL, IPERSISTENT_STACK;
    IPERSISTENT_VECTOR = interface "clojure.lang.IPersistentVector": ASSOCIATIVE, SEQUENTIAL, IPERSISTENT_STACK, REVERSIBLE, INDEXED;
    IPERSISTENT_MAP = interface "clojure.lang.IPersistentMap": ITERABLE, ASSOCIATIVE, COUNTED;
    IPERSISTENT_SET = interface "clojure.lang.IPersistentSet": IPERSISTENT_COLLECTION, COUNTED;
    ISEQ = interface "clojure.lang.ISeq": IPERSISTENT_COLLECTION;
    ASEQ = host "clojure.lang.ASeq": OBJ, ISEQ, SEQUENTIAL, LIST, IHASH_EQ;
    ICHUNK = interface "clojure.lang.IChunk": INDEXED;
    ICHUNKED_SEQ = interface "clojure.lang.IChunkedSeq": ISEQ, SEQUENTIAL;
    INDEXED_SEQ = interface "clojure.lang.IndexedSeq": ISEQ, SEQUENTIAL, COUNTED;
    IMAP_ENTRY = interface "clojure.lang.IMapEntry": JAVA_MAP_ENTRY;
    AMAP_ENTRY = host "clojure.lang.AMapEntry": APERSISTENT_VECTOR, IMAP_ENTRY;
    MAP_ENTRY = host "clojure.lang.MapEntry": AMAP_ENTRY;
    MAP_EQUIVALENCE = interface "clojure.lang.MapEquivalence":;
    IMAP_ITERABLE = interface "clojure.lang.IMapIterable":;
    IEDITABLE_COLLECTION = interface "clojure.lang.IEditableCollection":;
    ITRANSIENT_COLLECTION = interface "clojure.lang.ITransientCollection":;
    ITRANSIENT_ASSOCIATIVE = interface "clojure.lang.ITransientAssociative": ITRANSIENT_COLLECTION, ILOOKUP;
    ITRANSIENT_ASSOCIATIVE2 = interface "clojure.lang.ITransientAssociative2": ITRANSIENT_ASSOCIATIVE;
    ITRANSIENT_MAP = interface "clojure.lang.ITransientMap": ITRANSIENT_ASSOCIATIVE, COUNTED;
    ITRANSIENT_VECTOR = interface "clojure.lang.ITransientVector": ITRANSIENT_ASSOCIATIVE, INDEXED;
    ITRANSIENT_SET = interface "clojure.lang.ITransientSet": ITRANSIENT_COLLECTION, COUNTED;
    IREDUCE = interface "clojure.lang.IReduce": IREDUCE_INIT;
    IREDUCE_INIT = interface "clojure.lang.IReduceInit":;
    IKV_REDUCE = interface "clojure.lang.IKVReduce":;
    IRECORD = interface "clojure.lang.IRecord":;
    ITYPE = interface "clojure.lang.IType":;
    IPROXY = interface "clojure.lang.IProxy":;
    APERSISTENT_VECTOR = host "clojure.lang.APersistentVector": AFN, IPERSISTENT_VECTOR, LIST, RANDOM_ACCESS, COMPARABLE, SERIALIZABLE, IHASH_EQ;
    PERSISTENT_VECTOR = host "clojure.lang.PersistentVector": APERSISTENT_VECTOR, IOBJ, IEDITABLE_COLLECTION, IREDUCE, IKV_REDUCE;
    APERSISTENT_VECTOR_SUB_VECTOR = host "clojure.lang.APersistentVector$SubVector": APERSISTENT_VECTOR, IOBJ, IKV_REDUCE;
    PERSISTENT_VECTOR_CHUNKED_SEQ = host "clojure.lang.PersistentVector$ChunkedSeq": ASEQ, ICHUNKED_SEQ, COUNTED;
    APERSISTENT_VECTOR_SEQ = host "clojure.lang.APersistentVector$Seq": ASEQ, INDEXED_SEQ, IREDUCE;
    APERSISTENT_VECTOR_R_SEQ = host "clojure.lang.APersistentVector$RSeq": ASEQ, INDEXED_SEQ;
    APERSISTENT_MAP = host "clojure.lang.APersistentMap": AFN, IPERSISTENT_MAP, MAP, SERIALIZABLE, MAP_EQUIVALENCE, IHASH_EQ;
    PERSISTENT_ARRAY_MAP = host "clojure.lang.PersistentArrayMap": APERSISTENT_MAP, IOBJ, IEDITABLE_COLLECTION, IMAP_ITERABLE, IKV_REDUCE;
    PERSISTENT_ARRAY_MAP_SEQ = host "clojure.lang.PersistentArrayMap$Seq": ASEQ, COUNTED;
    PERSISTENT_HASH_MAP = host "clojure.lang.PersistentHashMap": APERSISTENT_MAP, IEDITABLE_COLLECTION, IOBJ, IMAP_ITERABLE, IKV_REDUCE;
    PERSISTENT_HASH_MAP_NODE_SEQ = host "clojure.lang.PersistentHashMap$NodeSeq": ASEQ;
    PERSISTENT_TREE_MAP = host "clojure.lang.PersistentTreeMap": APERSISTENT_MAP, IOBJ, REVERSIBLE, SORTED, IKV_REDUCE;
    PERSISTENT_TREE_MAP_SEQ = host "clojure.lang.PersistentTreeMap$Seq": ASEQ;
    KEY_SEQ = host "clojure.lang.APersistentMap$KeySeq": ASEQ;
    VAL_SEQ = host "clojure.lang.APersistentMap$ValSeq": ASEQ;
    APERSISTENT_SET = host "clojure.lang.APersistentSet": AFN, IPERSISTENT_SET, SET, SERIALIZABLE, IHASH_EQ;
    PERSISTENT_HASH_SET = host "clojure.lang.PersistentHashSet": APERSISTENT_SET, IOBJ, IEDITABLE_COLLECTION;
    PERSISTENT_TREE_SET = host "clojure.lang.PersistentTreeSet": APERSISTENT_SET, IOBJ, REVERSIBLE, SORTED;
    PERSISTENT_LIST = host "clojure.lang.PersistentList": ASEQ, IPERSISTENT_LIST, IREDUCE, COUNTED;
    PERSISTENT_LIST_EMPTY_LIST = host "clojure.lang.PersistentList$EmptyList": OBJ, IPERSISTENT_LIST, LIST, ISEQ, COUNTED, IHASH_EQ;
    PERSISTENT_QUEUE = host "clojure.lang.PersistentQueue": OBJ, IPERSISTENT_LIST, COLLECTION, COUNTED, IHASH_EQ;
    CONS = host "clojure.lang.Cons": ASEQ;
    LAZY_SEQ = host "clojure.lang.LazySeq": OBJ, ISEQ, SEQUENTIAL, LIST, IPENDING, IHASH_EQ;
    CHUNKED_CONS = host "clojure.lang.ChunkedCons": ASEQ, ICHUNKED_SEQ;
    CHUNK_BUFFER = host "clojure.lang.ChunkBuffer": OBJECT, COUNTED;
    ARRAY_CHUNK = host "clojure.lang.ArrayChunk": OBJECT, ICHUNK, SERIALIZABLE;
    ARRAY_SEQ = host "clojure.lang.ArraySeq": ASEQ, INDEXED_SEQ, IREDUCE;
    LONG_RANGE = host "clojure.lang.LongRange": ASEQ, COUNTED, ICHUNKED_SEQ, IREDUCE;
    RANGE = host "clojure.lang.Range": ASEQ, ICHUNKED_SEQ, IREDUCE;
    REPEAT = host "clojure.lang.Repeat": ASEQ, IREDUCE;
    LAZILY_PERSISTENT_VECTOR = host "clojure.lang.LazilyPersistentVector": OBJECT;
    CYCLE = host "clojure.lang.Cycle": ASEQ, IREDUCE, IPENDING;
    ITERATE = host "clojure.lang.Iterate": ASEQ, IREDUCE, IPENDING;
    STRING_SEQ = host "clojure.lang.StringSeq": ASEQ, INDEXED_SEQ;
    ITERATOR_SEQ = host "clojure.lang.IteratorSeq": ASEQ;
    PERSISTENT_STRUCT_MAP = host "clojure.lang.PersistentStructMap": APERSISTENT_MAP, IOBJ;
    ATRANSIENT_MAP = host "clojure.lang.ATransientMap": AFN, ITRANSIENT_MAP, ITRANSIENT_ASSOCIATIVE2;
    PERSISTENT_ARRAY_MAP_TRANSIENT_ARRAY_MAP = host "clojure.lang.PersistentArrayMap$TransientArrayMap": ATRANSIENT_MAP;
    PERSISTENT_HASH_MAP_TRANSIENT_HASH_MAP = host "clojure.lang.PersistentHashMap$TransientHashMap": ATRANSIENT_MAP;
    PERSISTENT_VECTOR_TRANSIENT_VECTOR = host "clojure.lang.PersistentVector$TransientVector": AFN, ITRANSIENT_VECTOR, ITRANSIENT_ASSOCIATIVE2;
    ATRANSIENT_SET = host "clojure.lang.ATransientSet": AFN, ITRANSIENT_SET;
    PERSISTENT_HASH_SET_TRANSIENT_HASH_SET = host "clojure.lang.PersistentHashSet$TransientHashSet": ATRANSIENT_SET;
    LINE_NUMBERING_PUSHBACK_READER = host "clojure.lang.LineNumberingPushbackReader": PUSHBACK_READER;
    TAGGED_LITERAL = host "clojure.lang.TaggedLiteral": OBJECT, ILOOKUP;
    READER_CONDITIONAL = host "clojure.lang.ReaderConditional": OBJECT, ILOOKUP;
    RT = host "clojure.lang.RT": OBJECT;
    UTIL = host "clojure.lang.Util": OBJECT;
    EDN_READER = host "clojure.lang.EdnReader": OBJECT;
    NUMBERS = host "clojure.lang.Numbers": OBJECT;
    COMPILER = host "clojure.lang.Compiler": OBJECT;
    LISP_READER = host "clojure.lang.LispReader": OBJECT;
    STRING_LITERAL_READER = host "clojure.lang.LispReader$StringReader": AFN;
    SEQ_ITERATOR = host "clojure.lang.SeqIterator": OBJECT, ITERATOR;
    MURMUR3 = host "clojure.lang.Murmur3": OBJECT;
    REFLECTOR = host "clojure.lang.Reflector": OBJECT;
    OBJ = host "clojure.lang.Obj": OBJECT, IOBJ, SERIALIZABLE;
    LOCKING_TRANSACTION = host "clojure.lang.LockingTransaction": OBJECT;
    // arrays, by element
    ARRAY_OBJECT = host "[Ljava.lang.Object;": OBJECT, CLONEABLE, SERIALIZABLE;
    ARRAY_STRING = host "[Ljava.lang.String;": ARRAY_OBJECT;
    ARRAY_LONG = host "[J": OBJECT, CLONEABLE, SERIALIZABLE;
    ARRAY_INT = host "[I": OBJECT, CLONEABLE, SERIALIZABLE;
    ARRAY_SHORT = host "[S": OBJECT, CLONEABLE, SERIALIZABLE;
    ARRAY_BYTE = host "[B": OBJECT, CLONEABLE, SERIALIZABLE;
    ARRAY_CHAR = host "[C": OBJECT, CLONEABLE, SERIALIZABLE;
    ARRAY_BOOLEAN = host "[Z": OBJECT, CLONEABLE, SERIALIZABLE;
    ARRAY_DOUBLE = host "[D": OBJECT, CLONEABLE, SERIALIZABLE;
    ARRAY_FLOAT = host "[F": OBJECT, CLONEABLE, SERIALIZABLE;
    // primitive types: `Long/TYPE` and the like
    PRIMITIVE_LONG = host "long":;
    PRIMITIVE_INT = host "int":;
    PRIMITIVE_SHORT = host "short":;
    PRIMITIVE_BYTE = host "byte":;
    PRIMITIVE_CHAR = host "char":;
    PRIMITIVE_BOOLEAN = host "boolean":;
    PRIMITIVE_DOUBLE = host "double":;
    PRIMITIVE_FLOAT = host "float":;
    PRIMITIVE_VOID = host "void":;
    // ours
    PROMISE = host "clutch.lang.Promise": AFN, IBLOCKING_DEREF, IPENDING;
    FUTURE_TASK = host "clutch.lang.Future": OBJECT, IBLOCKING_DEREF, IPENDING, FUTURE;
    WORLD = host "clutch.lang.World": OBJECT, ILOOKUP, SEQABLE;
    INTERNAL = host "clutch.lang.Internal": OBJECT;
}

; Exceptions as data.

(dissoc (Throwable->map (ex-info "a" {:b 1} (Exception. "c"))) :trace :via) ;=> {:cause "c"}
(keys (Throwable->map (ex-info "a" {:b 1}))) ;=> (:via :trace :cause :data)
(inst-ms #inst "2020-01-01") ;=> 1577836800000

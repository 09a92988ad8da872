; Tagged literals.
#inst "2020-01-02T03:04:05.006-00:00" ;=> #inst "2020-01-02T03:04:05.006-00:00"
#inst "2020" ;=> #inst "2020-01-01T00:00:00.000-00:00"
(= #inst "2020-01-01" #inst "2020-01-01T00:00:00Z") ;=> true
(inst-ms #inst "1970-01-01T00:00:01Z") ;=> 1000
#uuid "00000000-0000-0001-0000-000000000002" ;=> #uuid "00000000-0000-0001-0000-000000000002"
(uuid? #uuid "00000000-0000-0001-0000-000000000002") ;=> true
(read-string "#inst \"2020-02-30\"") ;throws> RuntimeException
#nope/tag 1 ;rejects> read/unknown-tag No reader function for tag nope/tag
(binding [*data-readers* {'my/inc inc}] (read-string "#my/inc 1")) ;=> 2
(binding [*default-data-reader-fn* vector] (read-string "#other 1")) ;=> [other 1]
(tagged-literal 'a 1) ;=> #a 1
(:tag (tagged-literal 'a 1)) ;=> a

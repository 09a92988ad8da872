(ns clojure.uuid
  "Universally unique identifiers as tagged literals. The reader and the printer of the language know `#uuid`
  by themselves, so there is nothing in this namespace; it is here for programs that require it.")

; Dynamic vars.

(clojure-version) ;=> "1.11.1"

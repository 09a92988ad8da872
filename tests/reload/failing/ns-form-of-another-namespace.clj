;; S50: a file whose ns form names another namespace is refused
;file> s50.clj
;| (ns s50)
;| (def a 1)
(require 's50)
;file> s50.clj
;| (ns s50-renamed)
;| (def a 2)
(require 's50 :reload) ;throws> Exception namespace 's50' not found after loading '/s50'
[s50/a (find-ns 's50-renamed)] ;=> [1 nil]

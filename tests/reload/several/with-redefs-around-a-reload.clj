;; S123: with-redefs lies over the turn alone: a reload inside of it stays when it ends, other threads never see it
;spec> RELOAD-60
;file> s123.clj
;| (ns s123)
;| (defn f [] :v1)
;| (defn g [] (f))
(require 's123)
;file> s123.clj
;| (ns s123)
;| (defn f [] :v2)
;| (defn g [] (f))
(def elsewhere (promise))
(with-redefs [s123/f (fn [] :fake)]
  (.start (Thread. (fn [] (deliver elsewhere (s123/g)))))
  [(s123/g) @(future (s123/g)) (deref elsewhere 5000 :never)]) ;=> [:fake :fake :v1]
(with-redefs [s123/f (fn [] :fake)]
  (let [before (s123/g)]
    (require 's123 :reload)
    [before (s123/g)])) ;=> [:fake :v2]
(s123/g) ;=> :v2
;; In a turn: what was published inside is kept by the turn, the fake is not.
(turn
 (with-redefs [s123/f (fn [] :fake)]
   (def published-inside 1))
 [published-inside (s123/g)]) ;=> [1 :v2]
;; Overlays nest, and an exception ends them.
(with-redefs [s123/f (fn [] :outer)]
  [(try (with-redefs [s123/f (fn [] (throw (ex-info "inner" {})))] (s123/g))
        (catch Exception e (ex-message e)))
   (s123/g)]) ;=> ["inner" :outer]
(s123/g) ;=> :v2
;; Lazy seqs and delays keep what they were made under.
(let [[s d] (with-redefs [s123/f (fn [] :fake)] [(map (fn [_] (s123/f)) [1 2]) (delay (s123/f))])]
  [s @d]) ;=> [(:fake :fake) :fake]
;; A turn that moves on takes its overlay along.
(with-redefs [s123/f (fn [] :fake)]
  (latest (fn [] (intern 's123 'more 1)))
  [(repin!) (s123/g) @(resolve 's123/more)]) ;=> [true :fake 1]
;; In a load it changes the candidate for a while, and nothing is left of it.
;file> s123c.clj
;| (ns s123c (:require s123))
;| (def during (with-redefs [s123/f (fn [] :staged)] (s123/g)))
;| (def after (s123/g))
(require 's123c)
[s123c/during s123c/after (s123/g)] ;=> [:staged :v2 :v2]
(with-redefs [no-such-var 1] 1) ;rejects> * no-such-var

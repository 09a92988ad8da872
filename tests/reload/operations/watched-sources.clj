;; S140: of a watched folder all files that an editor saves one after the other are reloaded in one publish
;spec> RELOAD-66
;file> s140/a.clj
;| (ns s140.a)
;| (defn f [x] [:v1 x])
;file> s140/b.clj
;| (ns s140.b (:require s140.a))
;| (defn g [] (s140.a/f 1))
;file> s140/c.clj
;| (ns s140.c (:require s140.b))
;| (defn h [] (s140.b/g))
(require 's140.c)
(def reports (atom []))
(def stop (watch-sources {:every 2 :settle 150 :report (fn [r] (swap! reports conj r))}))
(defn await-reports [n] (loop [i 0] (if (or (>= (count @reports) n) (> i 2000)) (count @reports) (do (Thread/sleep 5) (recur (inc i))))))
;; The first of these alone would break the link of the second.
;file> s140/a.clj
;| (ns s140.a)
;| (defn f [x y] [:v2 x y])
(Thread/sleep 20)
;file> s140/b.clj
;| (ns s140.b (:require s140.a))
;| (defn g [] (s140.a/f 1 2))
(Thread/sleep 20)
;file> s140/c.clj
;| (ns s140.c (:require s140.b))
;| (defn h [] [:c (s140.b/g)])
(await-reports 1) ;=> 1
(:loaded (first @reports)) ;=> [s140.a s140.b s140.c]
(s140.c/h) ;=> [:c [:v2 1 2]]
;; What is refused is reported once, and tried again when it changes.
;file> s140/a.clj
;| (ns s140.a)
;| (defn f [x y] [:v3 x
(await-reports 2) ;=> 2
(ex-message (peek @reports)) ;=> "EOF while reading"
(Thread/sleep 250)
(count @reports) ;=> 2
(s140.c/h) ;=> [:c [:v2 1 2]]
;file> s140/a.clj
;| (ns s140.a)
;| (defn f [x y] [:v3 x y])
(await-reports 3) ;=> 3
(s140.c/h) ;=> [:c [:v3 1 2]]
(stop) ;=> nil
;file> s140/a.clj
;| (ns s140.a)
;| (defn f [x y] [:v4 x y])
(Thread/sleep 250)
(count @reports) ;=> 3

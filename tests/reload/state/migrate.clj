;; S99: (migrate st f) runs in the publish, once; a version without a migration is reported
;file> s99.clj
;| (ns s99)
;| (defonce ^{:version 1} st (atom {:name "Ada Lovelace"}))
;| (defn who [] (:name @st))
(require 's99)
(s99/who) ;=> "Ada Lovelace"
;file> s99.clj
;| (ns s99 (:require [clojure.string :as str]))
;| (defonce ^{:version 2} st (atom {:first "Ada" :last "Lovelace"}))
;| (migrate st {:from 1 :to 2} (fn [{:keys [name]}] (zipmap [:first :last] (str/split name #" "))))
;| (defn who [] (str (:last @st) ", " (:first @st)))
(def c (stage 's99))
(:migrated (report c)) ;=> [s99/st]
@s99/st ;=> {:name "Ada Lovelace"}
(publish! c)
(s99/who) ;=> "Lovelace, Ada"
;; The same file again: the state has that version.
(require 's99 :reload :force)
(s99/who) ;=> "Lovelace, Ada"
;file> s99.clj
;| (ns s99)
;| (defonce ^{:version 3} st (atom nil))
(require 's99 :reload)
(:unmigrated (last (history))) ;=> {s99/st [2 3]}

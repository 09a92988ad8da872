;; S69, S23: a load that registers into an atom does so each time, and is reported; a keyed hook is there once
;file> s69/routes.clj
;| (ns s69.routes)
;| (defonce by-hand (atom []))
;| (defonce by-key (atom {}))
;file> s69/app.clj
;| (ns s69.app (:require [s69.routes :as routes]))
;| (def version 0)
;| (swap! routes/by-hand conj version)
;| (on-publish ::route (fn [] (swap! routes/by-key assoc ::route version)))
(require 's69.app)
;file> s69/app.clj
;| (ns s69.app (:require [s69.routes :as routes]))
;| (def version 1)
;| (swap! routes/by-hand conj version)
;| (on-publish ::route (fn [] (swap! routes/by-key assoc ::route version)))
(require 's69.app :reload)
(map :line (:effects (last (history)))) ;=> (3)
;file> s69/app.clj
;| (ns s69.app (:require [s69.routes :as routes]))
;| (def version 2)
;| (swap! routes/by-hand conj version)
;| (on-publish ::route (fn [] (swap! routes/by-key assoc ::route version)))
(require 's69.app :reload)
@s69.routes/by-hand ;=> [0 1 2]
@s69.routes/by-key ;=> {:s69.app/route 2}

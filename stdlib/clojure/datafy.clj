(ns clojure.datafy
  "Things as data, and from data back to things.

  `datafy` describes a thing as data, `nav` goes from a part of a description to the thing it stands for; tools that
  show values use both in turn. Types join by the protocols `Datafiable` and `Navigable` of
  `clojure.core.protocols`, single values by metadata with the names of the protocols' methods."
  (:require [clojure.core.protocols :as p]))

(defn datafy
  "Describes x as data. What is data already is given back as it is.
  Metadata of a description that is not x itself says where it comes from: ::obj is x, ::class the name of its class.

  (datafy [1 2]) ;=> [1 2]
  (datafy (atom 1)) ;=> [1]
  (:cause (datafy (Exception. \"lost\"))) ;=> \"lost\"
  (:clojure.datafy/obj (meta (datafy (with-meta [1] {`clojure.core.protocols/datafy (fn [v] {:n (count v)})})))) ;=> [1]"
  [x]
  (let [description (p/datafy x)]
    (if (or (identical? x description)
            (not (instance? clojure.lang.IObj description)))
      description
      (vary-meta description assoc ::obj x ::class (symbol (.getName (class x)))))))

(defn nav
  "Gives what the value v, found at the key or index k in coll, stands for. Without an implementation that is v.

  (nav {:a 1} :a 1) ;=> 1
  (nav (with-meta {:a 1} {`clojure.core.protocols/nav (fn [coll k v] [k v])}) :a 1) ;=> [:a 1]"
  [coll k v]
  (p/nav coll k v))

(defn- by-name
  "The map m with its keys sorted."
  [m]
  (into (sorted-map) m))

(defn- describe-namespace
  "The data of the namespace ns."
  [ns]
  (with-meta {:name (ns-name ns)
              :publics (by-name (ns-publics ns))
              :imports (by-name (ns-imports ns))
              :interns (by-name (ns-interns ns))}
             (meta ns)))

(defn- describe-reference
  "The data of an atom, var or other reference: a vector of its value, with its metadata."
  [reference]
  (with-meta [(deref reference)] (meta reference)))

(defn- describe-class
  "The data of a class: what is known of it is its name."
  [c]
  {:name (symbol (.getName c))})

(extend-protocol p/Datafiable
  Throwable
  (datafy [x] (Throwable->map x))
  clojure.lang.IRef
  (datafy [x] (describe-reference x))
  clojure.lang.Namespace
  (datafy [x] (describe-namespace x))
  Class
  (datafy [x] (describe-class x)))

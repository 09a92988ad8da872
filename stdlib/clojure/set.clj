(ns clojure.set
  "Set operations, and relations: sets of maps that are taken as the rows of a table.

  The algebra (`union`, `intersection`, `difference`) walks the smaller argument where it can. Results are made
  from one of the arguments, so a sorted set stays sorted and metadata is kept."
  (:refer-clojure :exclude []))

(defn- by-size
  "The sets, ordered by count."
  [sets]
  (sort-by count sets))

(defn union
  "Gives the set of everything that is in at least one of the sets.

  (union #{1 2} #{2 3}) ;=> #{1 2 3}
  (union) ;=> #{}
  (union #{1} nil #{2}) ;=> #{1 2}"
  ([] #{})
  ([s1] s1)
  ([s1 s2]
   (if (< (count s1) (count s2))
     (reduce conj s2 s1)
     (reduce conj s1 s2)))
  ([s1 s2 & sets]
   (let [[smallest & larger] (by-size (list* s1 s2 sets))]
     (reduce union smallest larger))))

(defn intersection
  "Gives the set of everything that is in each of the sets.

  (intersection #{1 2 3} #{2 3 4}) ;=> #{2 3}
  (intersection #{1 2} #{3}) ;=> #{}"
  ([s1] s1)
  ([s1 s2]
   (if (< (count s2) (count s1))
     (recur s2 s1)
     (reduce (fn [kept x] (if (contains? s2 x) kept (disj kept x))) s1 s1)))
  ([s1 s2 & sets]
   (reduce intersection (by-size (list* s1 s2 sets)))))

(defn difference
  "Gives the first set without everything that is in one of the others.

  (difference #{1 2 3} #{2} #{3 4}) ;=> #{1}
  (difference #{1} nil) ;=> #{1}"
  ([s1] s1)
  ([s1 s2]
   (if (< (count s1) (count s2))
     (reduce (fn [kept x] (if (contains? s2 x) (disj kept x) kept)) s1 s1)
     (reduce disj s1 s2)))
  ([s1 s2 & sets]
   (reduce difference s1 (conj sets s2))))

(defn select
  "Gives the subset of xset whose elements satisfy pred.

  (select odd? #{1 2 3}) ;=> #{1 3}"
  [pred xset]
  (reduce (fn [kept x] (if (pred x) kept (disj kept x))) xset xset))

(defn subset?
  "True if every element of set1 is in set2.

  (subset? #{1} #{1 2}) ;=> true
  (subset? #{} #{}) ;=> true
  (subset? #{1 3} #{1 2}) ;=> false"
  [set1 set2]
  (and (<= (count set1) (count set2))
       (every? (fn [x] (contains? set2 x)) set1)))

(defn superset?
  "True if every element of set2 is in set1.

  (superset? #{1 2} #{1}) ;=> true
  (superset? #{1} #{1 2}) ;=> false"
  [set1 set2]
  (and (>= (count set1) (count set2))
       (every? (fn [x] (contains? set1 x)) set2)))

(defn map-invert
  "Gives the map from the values of m to their keys. Of keys with an equal value one is kept.

  (map-invert {:a 1 :b 2}) ;=> {1 :a, 2 :b}"
  [m]
  (persistent! (reduce (fn [inverse [k v]] (assoc! inverse v k)) (transient {}) m)))

(defn rename-keys
  "Gives map with its keys renamed: a key found in kmap becomes the value it has there.
  All old keys go before the new ones come, so names may be exchanged.

  (rename-keys {:a 1 :b 2 :c 3} {:a :b :b :a}) ;=> {:a 2, :b 1, :c 3}
  (rename-keys {:a 1} {:z :y}) ;=> {:a 1}"
  [map kmap]
  (reduce (fn [renamed [old new]]
            (if (contains? map old)
              (assoc renamed new (get map old))
              renamed))
          (apply dissoc map (keys kmap))
          kmap))

;; ---- Relations --------------------------------------------------------------------------------------------

(defn project
  "Gives the relation xrel with only the columns ks. Rows that become equal are one row.

  (project #{{:id 1 :name \"a\"} {:id 2 :name \"a\"}} [:name]) ;=> #{{:name \"a\"}}"
  [xrel ks]
  (with-meta (set (map (fn [row] (select-keys row ks)) xrel)) (meta xrel)))

(defn rename
  "Gives the relation xrel with its columns renamed by kmap, as `rename-keys` does for one row.

  (rename #{{:a 1} {:a 2}} {:a :b}) ;=> #{{:b 1} {:b 2}}"
  [xrel kmap]
  (with-meta (set (map (fn [row] (rename-keys row kmap)) xrel)) (meta xrel)))

(defn index
  "Groups the rows of xrel by their values in the columns ks.
  Keys of the result are maps with the columns ks, its values the sets of rows that agree there.

  (index #{{:a 1 :b 2} {:a 1 :b 3}} [:a]) ;=> {{:a 1} #{{:a 1 :b 2} {:a 1 :b 3}}}"
  [xrel ks]
  (reduce (fn [groups row]
            (let [group (select-keys row ks)]
              (assoc groups group (conj (get groups group #{}) row))))
          {}
          xrel))

(defn- matching-rows
  "The relation of each row of `rows` merged into every row that `groups` holds under (group-of row)."
  [groups group-of rows]
  (reduce (fn [joined row]
            (reduce (fn [joined partner] (conj joined (merge partner row)))
                    joined
                    (get groups (group-of row))))
          #{}
          rows))

(defn join
  "Combines the rows of two relations that agree.
  With two arguments rows must agree in the columns that both have. The map km says which column of xrel
  must be equal to which column of yrel.

  (join #{{:id 1 :a 2}} #{{:id 1 :b 3} {:id 4 :b 5}}) ;=> #{{:id 1 :a 2 :b 3}}
  (join #{{:id 1 :a 2}} #{{:ref 1 :b 3}} {:id :ref}) ;=> #{{:id 1 :a 2 :ref 1 :b 3}}"
  ([xrel yrel]
   (if (and (seq xrel) (seq yrel))
     (let [shared (intersection (set (keys (first xrel))) (set (keys (first yrel))))
           [small large] (if (<= (count xrel) (count yrel)) [xrel yrel] [yrel xrel])]
       (matching-rows (index small shared) (fn [row] (select-keys row shared)) large))
     #{}))
  ([xrel yrel km]
   (let [[small large large->small] (if (<= (count xrel) (count yrel))
                                      [xrel yrel (map-invert km)]
                                      [yrel xrel km])
         group-of (fn [row] (rename-keys (select-keys row (keys large->small)) large->small))]
     (matching-rows (index small (vals large->small)) group-of large))))

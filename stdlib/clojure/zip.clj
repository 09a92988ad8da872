(ns clojure.zip
  "Zippers: places in an immutable tree, with movement and editing.

  A location is a vector of a node and the path to it; the three functions that say what a tree is (`zipper`) are in
  its metadata. The path is nil at the top, otherwise a map:

    :l         vector of the siblings to the left, nearest last
    :r         seq of the siblings to the right, nearest first
    :pnodes    vector of the nodes above, root first
    :ppath     the path of the parent
    :changed?  true if the parent has to be made anew on the way up

  Edits are local; `up` and `root` build the new parents. `next` walks the whole tree depth first and ends with a
  location whose path is :end."
  (:refer-clojure :exclude [next remove replace]))

(defn zipper
  "Makes a zipper, the location at the top of the tree root.
  branch? tells whether a node may have children, children gives the seq of children of a branch, make-node makes a
  node of an existing one and a seq of children.

  (root (zipper vector? seq (fn [node children] (vec children)) [1 [2]])) ;=> [1 [2]]"
  [branch? children make-node root]
  ^{:zip/branch? branch? :zip/children children :zip/make-node make-node}
  [root nil])

(defn seq-zip
  "Makes a zipper of nested seqs.

  (node (down (seq-zip '(1 (2))))) ;=> 1"
  [root]
  (zipper seq?
          identity
          (fn [node children] (with-meta children (meta node)))
          root))

(defn vector-zip
  "Makes a zipper of nested vectors.

  (node (down (vector-zip [1 [2]]))) ;=> 1"
  [root]
  (zipper vector?
          seq
          (fn [node children] (with-meta (vec children) (meta node)))
          root))

(defn xml-zip
  "Makes a zipper of XML elements: maps whose :content is a seq of elements and strings.

  (node (down (xml-zip {:tag :p :content [\"text\"]}))) ;=> \"text\""
  [root]
  (zipper (complement string?)
          (fn [element] (seq (:content element)))
          (fn [element children] (assoc element :content (and children (vec children))))
          root))

;; ---- Looking ----------------------------------------------------------------------------------------------

(defn node
  "Gives the node at loc.

  (node (vector-zip [1 2])) ;=> [1 2]"
  [loc]
  (nth loc 0))

(defn- path-of
  "The path of loc: nil at the top, a map below it, :end after the walk."
  [loc]
  (nth loc 1))

(defn- at
  "A location of the same zipper as loc."
  [loc node path]
  (with-meta [node path] (meta loc)))

(defn branch?
  "True if the node at loc may have children.

  (branch? (vector-zip [])) ;=> true"
  [loc]
  ((:zip/branch? (meta loc)) (node loc)))

(defn children
  "Gives the seq of the children of the node at loc, which must be a branch.

  (children (vector-zip [1 [2]])) ;=> (1 [2])"
  [loc]
  (if (branch? loc)
    ((:zip/children (meta loc)) (node loc))
    (throw (Exception. "called children on a leaf node"))))

(defn make-node
  "Makes a node like node, with children in place of its own. Which way is decided by the zipper of loc.

  (make-node (vector-zip []) [1 2] '(3 4)) ;=> [3 4]"
  [loc node children]
  ((:zip/make-node (meta loc)) node children))

(defn path
  "Gives the nodes that lead to loc, root first, nil at the top.

  (-> (vector-zip [1 [2]]) down right down path) ;=> [[1 [2]] [2]]"
  [loc]
  (:pnodes (path-of loc)))

(defn lefts
  "Gives the siblings to the left of loc, leftmost first, nil if there are none.

  (-> (vector-zip [1 2 3]) down rightmost lefts) ;=> (1 2)"
  [loc]
  (seq (:l (path-of loc))))

(defn rights
  "Gives the siblings to the right of loc, nil if there are none.

  (-> (vector-zip [1 2 3]) down rights) ;=> (2 3)"
  [loc]
  (seq (:r (path-of loc))))

(defn end?
  "True if loc is where a walk with `next` has ended.

  (end? (vector-zip [])) ;=> false
  (end? (next (vector-zip []))) ;=> true"
  [loc]
  (= :end (path-of loc)))

;; ---- Moving -----------------------------------------------------------------------------------------------

(defn down
  "Moves to the leftmost child; nil if there is none.

  (node (down (vector-zip [1 2]))) ;=> 1
  (down (vector-zip [])) ;=> nil"
  [loc]
  (when (branch? loc)
    (when-let [[child & others] (seq (children loc))]
      (let [path (path-of loc)]
        (at loc child {:l []
                       :pnodes (conj (:pnodes path []) (node loc))
                       :ppath path
                       :r others})))))

(defn up
  "Moves to the parent, made anew if something below it was changed; nil at the top.

  (-> (vector-zip [1 2]) down (replace :one) up node) ;=> [:one 2]
  (up (vector-zip [1])) ;=> nil"
  [loc]
  (let [{:keys [l r ppath pnodes changed?]} (path-of loc)]
    (when pnodes
      (let [parent (peek pnodes)]
        (if changed?
          (at loc
              (make-node loc parent (concat l (cons (node loc) r)))
              (and ppath (assoc ppath :changed? true)))
          (at loc parent ppath))))))

(defn root
  "Moves to the top and gives the node there, with all changes.

  (-> (vector-zip [1 [2]]) down right down (replace :two) root) ;=> [1 [:two]]"
  [loc]
  (if (end? loc)
    (node loc)
    (if-let [parent (up loc)]
      (recur parent)
      (node loc))))

(defn right
  "Moves to the next sibling on the right; nil if there is none.

  (-> (vector-zip [1 2]) down right node) ;=> 2"
  [loc]
  (let [{:keys [l r] :as path} (path-of loc)]
    (when-let [[sibling & others] (seq r)]
      (at loc sibling (assoc path :l (conj l (node loc)) :r others)))))

(defn left
  "Moves to the next sibling on the left; nil if there is none.

  (-> (vector-zip [1 2]) down right left node) ;=> 1"
  [loc]
  (let [{:keys [l r] :as path} (path-of loc)]
    (when (seq l)
      (at loc (peek l) (assoc path :l (pop l) :r (cons (node loc) r))))))

(defn rightmost
  "Moves to the last sibling on the right, or stays where there is none.

  (-> (vector-zip [1 2 3]) down rightmost node) ;=> 3"
  [loc]
  (let [{:keys [l r] :as path} (path-of loc)]
    (if (seq r)
      (at loc (last r) (assoc path :l (apply conj l (node loc) (butlast r)) :r nil))
      loc)))

(defn leftmost
  "Moves to the last sibling on the left, or stays where there is none.

  (-> (vector-zip [1 2 3]) down rightmost leftmost node) ;=> 1"
  [loc]
  (let [{:keys [l r] :as path} (path-of loc)]
    (if (seq l)
      (at loc (first l) (assoc path :l [] :r (concat (rest l) [(node loc)] r)))
      loc)))

(defn next
  "Moves to the next location in depth-first order. After the last one comes a location of the root for which `end?`
  is true and which leads nowhere else.

  (map node (take-while (complement end?) (iterate next (vector-zip [1 [2]])))) ;=> ([1 [2]] 1 [2] 2)"
  [loc]
  (if (end? loc)
    loc
    (or (down loc)
        (right loc)
        (loop [loc loc]
          (if-let [parent (up loc)]
            (or (right parent) (recur parent))
            [(node loc) :end])))))

(defn- deepest
  "Moves down along the last children as far as possible."
  [loc]
  (if-let [child (down loc)]
    (recur (rightmost child))
    loc))

(defn prev
  "Moves to the previous location in depth-first order; nil at the top.

  (-> (vector-zip [1 [2] 3]) down rightmost prev node) ;=> 2"
  [loc]
  (if-let [sibling (left loc)]
    (deepest sibling)
    (up loc)))

;; ---- Editing ----------------------------------------------------------------------------------------------

(defn replace
  "Puts node in the place of the one at loc.

  (-> (vector-zip [1 2]) down (replace :one) root) ;=> [:one 2]"
  [loc node]
  (at loc node (assoc (path-of loc) :changed? true)))

(defn edit
  "Puts the result of f, called with the node at loc and args, in its place.

  (-> (vector-zip [1 2]) down (edit + 10) root) ;=> [11 2]"
  [loc f & args]
  (replace loc (apply f (node loc) args)))

(defn- below-top
  "The path of loc, or an exception with the message if loc is at the top."
  [loc message]
  (or (path-of loc) (throw (Exception. message))))

(defn insert-left
  "Puts item beside loc on its left, without moving.

  (-> (vector-zip [1 2]) down (insert-left 0) root) ;=> [0 1 2]"
  [loc item]
  (let [path (below-top loc "Insert at top")]
    (at loc (node loc) (assoc path :l (conj (:l path) item) :changed? true))))

(defn insert-right
  "Puts item beside loc on its right, without moving.

  (-> (vector-zip [1 2]) down (insert-right 9) root) ;=> [1 9 2]"
  [loc item]
  (let [path (below-top loc "Insert at top")]
    (at loc (node loc) (assoc path :r (cons item (:r path)) :changed? true))))

(defn insert-child
  "Puts item before the children of the node at loc, without moving.

  (-> (vector-zip [1 2]) (insert-child 0) root) ;=> [0 1 2]"
  [loc item]
  (replace loc (make-node loc (node loc) (cons item (children loc)))))

(defn append-child
  "Puts item after the children of the node at loc, without moving.

  (-> (vector-zip [1 2]) (append-child 3) root) ;=> [1 2 3]"
  [loc item]
  (replace loc (make-node loc (node loc) (concat (children loc) [item]))))

(defn remove
  "Takes the node at loc out of the tree and moves to the location before it in depth-first order.

  (-> (vector-zip [1 [2] 3]) down rightmost remove node) ;=> 2
  (-> (vector-zip [1 [2] 3]) down rightmost remove root) ;=> [1 [2]]"
  [loc]
  (let [{:keys [l r ppath pnodes] :as path} (below-top loc "Remove at top")]
    (if (seq l)
      (deepest (at loc (peek l) (assoc path :l (pop l) :changed? true)))
      (at loc
          (make-node loc (peek pnodes) r)
          (and ppath (assoc ppath :changed? true))))))

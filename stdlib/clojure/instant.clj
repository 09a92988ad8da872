(ns clojure.instant
  "Points in time as tagged literals: the text after `#inst`, and how it becomes a date.

  The text is that of RFC 3339 from which parts may be left out at the end, from the month on; what is missing
  is the start of the year, the month, the day. Time zone offsets default to UTC.")

(def ^:private timestamp
  "Year, then month, day, hour, minute, second, fraction of a second; and Z or sign, hours and minutes of an offset."
  #"(\d\d\d\d)(?:-(\d\d)(?:-(\d\d)(?:[T](\d\d)(?::(\d\d)(?::(\d\d)(?:[.](\d+))?)?)?)?)?)?(?:[Z]|([-+])(\d\d):(\d\d))?")

(defn- number-of
  "The number that the digits say; default if there are none."
  [digits default]
  (if digits (parse-long digits) default))

(defn- nanoseconds
  "The digits of a fraction of a second as a number of nanoseconds; further digits are cut off."
  [digits]
  (if digits
    (parse-long (subs (str digits "000000000") 0 9))
    0))

(defn parse-timestamp
  "Parses the text cs and calls new-instant with the ten numbers it says.
  Their order: years, months, days, hours, minutes, seconds, nanoseconds, sign of the offset (-1, 0 or 1), hours and
  minutes of the offset.

  (parse-timestamp vector \"2020-01-02T03:04:05.12-07:15\") ;=> [2020 1 2 3 4 5 120000000 -1 7 15]
  (parse-timestamp vector \"2020\") ;=> [2020 1 1 0 0 0 0 0 0 0]"
  [new-instant cs]
  (if-let [[_ years months days hours minutes seconds fraction sign offset-hours offset-minutes]
           (re-matches timestamp cs)]
    (new-instant (parse-long years)
                 (number-of months 1)
                 (number-of days 1)
                 (number-of hours 0)
                 (number-of minutes 0)
                 (number-of seconds 0)
                 (nanoseconds fraction)
                 (case sign "-" -1 "+" 1 0)
                 (number-of offset-hours 0)
                 (number-of offset-minutes 0))
    (throw (RuntimeException. (str "Unrecognized date/time syntax: " cs)))))

(defn- leap-year?
  "True if the year has a 29th of February."
  [year]
  (and (zero? (mod year 4))
       (or (pos? (mod year 100))
           (zero? (mod year 400)))))

(defn- days-in-month
  "The number of days of a month, which is a number from 1, in a year."
  [year month]
  (case month
    2 (if (leap-year? year) 29 28)
    (4 6 9 11) 30
    31))

(defn- check-range
  "Throws if n, which is the part of a timestamp called what, is not between low and high."
  [what low n high]
  (when-not (<= low n high)
    (throw (RuntimeException. (str "The " what " of a timestamp must be between " low " and " high ", not " n)))))

(defn validated
  "Makes a function for `parse-timestamp` that checks the numbers before new-instance gets them.

  (parse-timestamp (validated vector) \"2020-02-29\") ;=> [2020 2 29 0 0 0 0 0 0 0]
  (try (parse-timestamp (validated vector) \"2021-02-29\") (catch RuntimeException _ :no-such-day)) ;=> :no-such-day"
  [new-instance]
  (fn [years months days hours minutes seconds nanoseconds offset-sign offset-hours offset-minutes]
    (check-range "month" 1 months 12)
    (check-range "day" 1 days (days-in-month years months))
    (check-range "hour" 0 hours 23)
    (check-range "minute" 0 minutes 59)
    (check-range "second" 0 seconds (if (= minutes 59) 60 59))
    (check-range "nanosecond" 0 nanoseconds 999999999)
    (check-range "hour of the offset" 0 offset-hours 23)
    (check-range "minute of the offset" 0 offset-minutes 59)
    (new-instance years months days hours minutes seconds nanoseconds offset-sign offset-hours offset-minutes)))

(defn- days-since-epoch
  "The number of days from 1970-01-01 to a day of the Gregorian calendar. The year is taken to start in March, so that
  the day that only leap years have is its last."
  [year month day]
  (let [year (if (< month 3) (dec year) year)
        month (mod (+ month 9) 12)
        day-of-year (+ (quot (+ (* 153 month) 2) 5) (dec day))]
    (+ (* 365 year)
       (Math/floorDiv year 4)
       (- (Math/floorDiv year 100))
       (Math/floorDiv year 400)
       day-of-year
       -719468)))

(defn- epoch-millis
  "The milliseconds from the start of 1970 in UTC to the time that the numbers of a timestamp say."
  [years months days hours minutes seconds nanoseconds offset-sign offset-hours offset-minutes]
  (let [offset (* offset-sign (+ (* 60 offset-hours) offset-minutes))
        minutes (- (+ (* 60 (+ (* 24 (days-since-epoch years months days)) hours)) minutes) offset)]
    (+ (* 1000 (+ (* 60 minutes) seconds))
       (quot nanoseconds 1000000))))

(defn read-instant-date
  "Makes a date of the text cs after `#inst`. This is the reader of the tag.

  (inst-ms (read-instant-date \"1970-01-01T00:00:01.5Z\")) ;=> 1500
  (= (read-instant-date \"2020\") #inst \"2020-01-01\") ;=> true"
  [cs]
  (parse-timestamp (validated (fn [& parts] (java.util.Date. (apply epoch-millis parts)))) cs))

(defn- unsupported
  "Refuses to make an instance of a host class that the language does not have."
  [class-name]
  (throw (UnsupportedOperationException. (str class-name " is not available; use clojure.instant/read-instant-date."))))

(defn read-instant-calendar
  "Refuses: there are no host calendars. It is here so that code which only mentions it loads.

  (try (read-instant-calendar \"2020\") (catch UnsupportedOperationException _ :unsupported)) ;=> :unsupported"
  [cs]
  (unsupported "java.util.Calendar"))

(defn read-instant-timestamp
  "Refuses: there are no host timestamps. It is here so that code which only mentions it loads.

  (try (read-instant-timestamp \"2020\") (catch UnsupportedOperationException _ :unsupported)) ;=> :unsupported"
  [cs]
  (unsupported "java.sql.Timestamp"))

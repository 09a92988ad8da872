local n, acc = 30000000, 0
while n ~= 0 do
  acc = acc + n % 7
  n = n - 1
end
print(acc)

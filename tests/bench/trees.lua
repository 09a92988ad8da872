local function tree(depth)
  if depth > 0 then return { tree(depth - 1), tree(depth - 1) } end
  return nil
end
local function size(t)
  if t then return 1 + size(t[1]) + size(t[2]) end
  return 0
end
local kept, sum = tree(16), 0
local depths = { 6, 8, 10, 12, 14 }
for i = 0, 39 do
  local depth = depths[i % 5 + 1]
  sum = sum + depth * size(tree(depth))
end
print(size(kept) + sum)

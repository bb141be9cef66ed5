#include <catch2/catch.hpp>
#include <random>

#include "newscut/offset_map.h"

using namespace newscut;

TEST_CASE("a cursor says what the map says, whatever the order of the questions") {
  // Runs of one to four code points with every combination of widths that texts have.
  struct Width {
    std::uint8_t clean, input, utf16;
  };
  constexpr Width widths[] = {{1, 1, 1}, {2, 2, 1}, {3, 3, 1}, {4, 4, 2},
                              {3, 1, 1}, {1, 2, 1}, {3, 2, 1}, {4, 4, 2}};
  std::mt19937 random(1);
  const auto up_to = [&](std::uint32_t most) {
    return static_cast<std::uint32_t>(random() % most);
  };
  for (const std::uint32_t runs : {0U, 1U, 2U, 7U, 300U}) {
    OffsetMap map;
    std::vector<std::uint32_t> offsets{0};
    for (std::uint32_t run = 0; run < runs; ++run) {
      const Width width = widths[up_to(std::size(widths))];
      const std::uint32_t count = 1 + up_to(4);
      map.append(count, width.clean, width.input, width.utf16);
      for (std::uint32_t i = 0; i < count; ++i) offsets.push_back(offsets.back() + width.clean);
    }
    offsets.push_back(offsets.back() + 5);  // past the end
    for (const OffsetUnit unit : {OffsetUnit::codepoint, OffsetUnit::byte, OffsetUnit::utf16}) {
      OffsetMap::Cursor forward(map, unit);
      for (const std::uint32_t offset : offsets) CHECK(forward.at(offset) == map.at(offset, unit));
      OffsetMap::Cursor jumping(map, unit);
      for (int i = 0; i < 500; ++i) {
        const std::uint32_t offset = offsets[up_to(static_cast<std::uint32_t>(offsets.size()))];
        CHECK(jumping.at(offset) == map.at(offset, unit));
      }
    }
  }
}

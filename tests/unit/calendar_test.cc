#include "text/calendar.h"

#include <catch2/catch.hpp>
#include <string>
#include <string_view>

using namespace newscut;

TEST_CASE("date_at reads a date in every usual form", "[calendar]") {
  struct Row {
    std::string_view text;
    std::string_view iso;   // "" for none
    std::string_view span;  // "" for the whole text
    DateOrder order = DateOrder::month_first;
  };
  const Row row = GENERATE(
      Row{"2026-01-08", "2026-01-08", ""}, Row{"2026-01-08T10:00Z", "2026-01-08", "2026-01-08"},
      Row{"2026/1/8", "2026-01-08", ""}, Row{"8 January 2026", "2026-01-08", ""},
      Row{"08 Jan, 2026", "2026-01-08", ""}, Row{"8th January 2026", "2026-01-08", ""},
      Row{"the 8th of January, 2026", "2026-01-08", ""}, Row{"Jan. 8, 2026", "2026-01-08", ""},
      Row{"JAN 8 2026", "2026-01-08", ""}, Row{"8-Jan-2026", "2026-01-08", ""},
      Row{"Sept. 30, 2004", "2004-09-30", ""}, Row{"Sep 30 2004", "2004-09-30", ""},
      Row{"Thursday, 08 January 2026", "2026-01-08", ""},
      Row{"Thurs., Jan. 8, 2026", "2026-01-08", ""},
      Row{"Tue 6 January 2026 at 9pm", "2026-01-06", "Tue 6 January 2026"},
      Row{"January 8 2026 | 10:15 am", "2026-01-08", "January 8 2026"},
      Row{"Nov 20 20194:29 AM", "2019-11-20", "Nov 20 2019"},
      Row{"January\u00A08,\u00A02026", "2026-01-08", ""}, Row{"January 8", "--01-08", ""},
      Row{"8 January", "--01-08", ""}, Row{"May 3rd said", "--05-03", "May 3rd"},
      Row{"January 2026", "2026-01", ""}, Row{"January, 2026", "2026-01", ""},
      Row{"April 1030", "1030-04", ""}, Row{"3/4/2026", "2026-03-04", ""},
      Row{"3/4/2026", "2026-04-03", "", DateOrder::day_first}, Row{"13/4/2026", "2026-04-13", ""},
      Row{"4/13/2026", "2026-04-13", "", DateOrder::day_first}, Row{"18.11.2019", "2019-11-18", ""},
      Row{"01.21.2020 07:00 AM", "2020-01-21", "01.21.2020"}, Row{"11.03.17", "2017-11-03", ""},
      Row{"29 February 2024", "2024-02-29", ""}, Row{"29 February 2023", "", ""},
      Row{"31 April", "", ""}, Row{"2026-13-01", "", ""}, Row{"2026-00-10", "", ""},
      Row{"2026-01-00", "", ""}, Row{"0 January 2026", "", ""}, Row{"Thursday", "", ""},
      Row{"2026", "", ""}, Row{"January", "", ""}, Row{"March to", "", ""}, Row{"may be", "", ""},
      Row{"10.1.24.7", "", ""}, Row{"8 Januaryish", "", ""}, Row{"12 marchers", "", ""},
      Row{"1/2", "", ""}, Row{"3.14", "", ""}, Row{"", "", ""}, Row{"8", "", ""},
      Row{"June 10:30", "", ""});
  CAPTURE(std::string(row.text));
  const auto found = date_at(row.text, 0, row.order);
  if (row.iso.empty()) {
    CHECK_FALSE(found.has_value());
    return;
  }
  REQUIRE(found);
  CHECK(found->date.iso() == row.iso);
  CHECK(row.text.substr(found->begin, found->end - found->begin) ==
        (row.span.empty() ? row.text : row.span));
}

TEST_CASE("find_full_date finds the first whole date in a line", "[calendar]") {
  struct Row {
    std::string_view text;
    std::string_view iso;
  };
  const Row row =
      GENERATE(Row{"Published: 8 January 2026 10:00", "2026-01-08"},
               Row{"Posted on Jan. 8, 2026 by staff", "2026-01-08"},
               Row{"Our CorrespondentOctober 13, 2016", "2016-10-13"},
               Row{"By A. Writer•15 January 2020", "2020-01-15"},
               Row{"09 Jun 2020, 02:32 PM IST", "2020-06-09"}, Row{"In March 2020 it rained", ""},
               Row{"https://example.org/2026/01/08/a", ""}, Row{"Version 10.1.24.7 of 3 May", ""},
               Row{"on 5 May it was said that by June 7, 2021 all", "2021-06-07"}, Row{"", ""});
  CAPTURE(std::string(row.text));
  const auto found = find_full_date(row.text);
  CHECK((found ? found->date.iso() : "") == row.iso);
}

TEST_CASE("CalendarDate::iso leaves open what is open", "[calendar]") {
  CHECK(CalendarDate{2026, 0, 0}.iso() == "2026");
  CHECK(CalendarDate{2026, 1, 0}.iso() == "2026-01");
  CHECK(CalendarDate{0, 1, 0}.iso() == "--01");
}

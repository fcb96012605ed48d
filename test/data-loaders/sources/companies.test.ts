import assert from "node:assert/strict";
import {test} from "node:test";
import {mergeCompanies, type Spelling} from "../../../data-loaders/sources/crunchbase/companies.ts";

const at = (address: string, name: string | null = null): Spelling => ({name, address});
const named = (name: string, address: string | null = null): Spelling => ({name, address});
const numberOf = (spellings: readonly Spelling[]) => new Set(mergeCompanies(spellings)).size;

test("spellings of an address are one company", () => {
  const uuid = "0f3c8a52-7d41-4e6b-9a10-5b2c7d8e9f01";
  for (const spellings of [
    [
      "https://www.crunchbase.com/organization/acme-robotics",
      "http://crunchbase.com/organization/Acme-Robotics/",
      "crunchbase.com/organization/acme-robotics?utm=1#top",
      "//www.crunchbase.com//organization//acme_robotics",
      "/organization/acme-robotics",
      "/company/acme-robotics/company_overview",
      "acme%2Drobotics",
      "ACME-ROBOTICS ",
      "https://www.crunchbase.com:443/organization/acme-robotics"
    ],
    ["https://www.acme.example/", "http://acme.example", "acme.example", "www.acme.example#top"],
    [uuid, uuid.toUpperCase(), `{${uuid}}`, uuid.replaceAll("-", ""), ` ${uuid} `]
  ])
    assert.equal(numberOf(spellings.map((one) => at(one))), 1, spellings[0]);
});

test("spellings of a name are one company, whatever the address", () => {
  const names = [
    "Café Robotics",
    "Café Robotics",
    "CAFE ROBOTICS, Inc.",
    "Cafe Robotics N.V.",
    "Cafe-Robotics BV",
    "Cafe Robotics S. A.",
    "The Cafe Robotics Group",
    "Ｃａｆｅ Robotics GmbH",
    "Cafe\u200bRobotics",
    "Cafe\u00a0Robotics Sp. z o.o."
  ];
  assert.equal(numberOf(names.map((name, i) => named(name, `organization/x${i}`))), 1);
  assert.equal(numberOf([named("Łódź Straße A/S"), named("LODZ STRASSE AS"), at("organization/lodz-strasse")]), 1);
  assert.equal(numberOf([named("Café Robotics"), at("organization/cafe-robotics")]), 1);
});

test("a chain of spellings is one company, and others are others", () => {
  assert.equal(numberOf([at("a1", "First"), at("b2", "First"), at("b2", "Second"), at("c3", "Second Ltd")]), 1);
  assert.equal(numberOf([named("Acme"), named("Acme Robotics"), named("Apex"), named("Aceme")]), 4);
  assert.equal(numberOf([at("organization/one"), at("organization/two"), at("organization/one-two")]), 3);
  assert.equal(numberOf([at("https://example.org/one"), at("https://example.org/two")]), 2);
  assert.equal(numberOf([named("Group Holding"), named("Holding Company"), named("Inc")]), 3);
  assert.equal(numberOf([named("株式会社"), named("有限会社"), named("Ω")]), 3);
  assert.equal(numberOf([named("A B"), named("AB"), named("A&B")]), 1);
});

test("records that name no company are of one, and broken addresses do not stop the reading", () => {
  assert.equal(numberOf([at(""), at("   "), {name: null, address: null}, at("https://"), named("!!!")]), 1);
  assert.equal(numberOf([at("%E0%A4%A"), at("")]), 2);
});

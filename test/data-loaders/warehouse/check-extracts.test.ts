import assert from "node:assert/strict";
import {join} from "node:path";
import {test} from "node:test";
import type {InputError} from "../../../data-loaders/console/input-error.ts";
import {checkExtracts} from "../../../data-loaders/warehouse/check-extracts.ts";
import {tempFolder, writeFiles} from "../../support/temp-folder.ts";

const root = writeFiles(tempFolder(), {
  "regpat/202401_EPO_Inv_reg.txt": "appln_id|reg_code|ctry_code|reg_share|inv_share\n1|BE241|BE|1|1\n",
  "regpat/202401_EPO_IPC.txt": "appln_id|prio_year|IPC\n1|2021|H01L  21/02\n",
  "crunchbase/rounds.csv":
    "Transaction Name URL,Organization Name,Money Raised (in USD),Announced Date\na,B,1000000,2022-01-01\n",
  "notes/notes.txt": "notes\n"
});
const folder = (name: string) => ({folder: join(root, name)});

test("every folder is looked into before the first is read, and the right option is named", async () => {
  await checkExtracts({patents: folder("regpat"), deals: folder("crunchbase")}, "inventors");
  const refused = async (extracts: Parameters<typeof checkExtracts>[0], message: RegExp, advice: RegExp) =>
    await assert.rejects(checkExtracts(extracts, "inventors"), (error: InputError) => {
      assert.match(error.message, message);
      assert.match(error.advice, advice);
      return true;
    });
  await refused(
    {patents: folder("crunchbase")},
    /^patents: no file of inventors/,
    /^the folder holds files of Crunchbase: give it as --deals$/
  );
  await refused(
    {patents: folder("regpat"), deals: folder("regpat")},
    /^deals: no funding rounds/,
    /^the folder holds files of OECD REGPAT: give it as --patents$/
  );
  await refused({deals: folder("notes")}, /^deals: no funding rounds; the folder holds notes\.txt/, /^give a folder/);
  await refused({patents: folder("nowhere")}, /^patents: folder not found/, /^check the path/);
});

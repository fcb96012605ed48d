/** What the files beside the pages of a release say. */
export const releaseWords = {
  build: (build: string) => `Data build ${build}`,
  study: (client: string) => `Study for ${client}`,
  ownLicence: "This site",
  noLicenceText: (licence: string) => `${licence} (the package includes no text)`,
  readMe: ({title, version, date}: {title: string; version: string; date?: string}) => `${title}
Release ${version}${date === undefined ? "" : `, ${date}`}

To read: double-click index.html. Text, numbers, figures and tables are all there. Browsers do not let a page that is
opened as a file load modules, so it computes nothing: you cannot choose a region, move a threshold or search.

To have everything, without a network: serve this folder with any file server and open the address that it prints.
Python has one:

    python3 -m http.server

(on Windows: py -m http.server), run in this folder; the address is then http://localhost:8000/.

To publish: copy this folder to any static host. citation.bib says how to cite it, licences.txt what it contains;
api/manifest.json has the hash of every table and says how each may be used.
`
};
